import fc from "fast-check";

/*
 * Set up before every unit test: properties are tried with the same values each time, so that a commit passes or fails for good. Whoever
 * looks for mistakes sets FUZZ_SEED to another number, and FUZZ_RUNS to more values than usual where a property does not say how many.
 */
const { FUZZ_SEED, FUZZ_RUNS } = process.env;
fc.configureGlobal({
  seed: Number(FUZZ_SEED ?? 20_140_526),
  ...(FUZZ_RUNS !== undefined && { numRuns: Number(FUZZ_RUNS) }),
});
