// The cost of growing numbers of images as a table, as lines and as a plot.
import { growthIds, sizes } from "./growth.mjs";
import { plot } from "./plot.mjs";
import { fitLine } from "./statistics.mjs";
import { format } from "./summary.mjs";

/** @typedef {Record<string, import("./results.mjs").Measured>} MeasuredById */
/** @typedef {keyof ReturnType<typeof growthIds>} Kind */

/**
 * @param {MeasuredById} measured
 * @returns {string} a table and a sentence for each line, in Markdown
 */
export function growthText(measured) {
  const rows = measuredSizes(measured).map((images) => {
    const ids = growthIds(images);
    const cell = (/** @type {string} */ id, /** @type {import("./group.mjs").Unit} */ unit) => {
      const value = measured[id]?.median;
      return value === undefined ? "" : format(value, unit);
    };
    const cells = [
      cell(ids.time, "ms"),
      cell(ids.floor, "ms"),
      cell(ids.cpu, "ms"),
      cell(ids.calls, "calls"),
      cell(ids.memory, "MB"),
    ];
    return `| ${[images, ...cells].join(" | ")} |`;
  });
  return `| images | plan | plan without provider | provider, processor time | API calls | provider, peak memory |
|---:|---:|---:|---:|---:|---:|
${rows.join("\n")}

${sentences(measured).join(" ")}`;
}

/** @param {MeasuredById} measured */
function sentences(measured) {
  const said = [];
  const cpu = points(measured, "cpu");
  if (cpu.length > 1) {
    const { fixed, slope, share } = fitLine(cpu);
    said.push(
      `The provider's processor time follows the straight line of ${format(fixed, "ms")} and ${slope.toFixed(2)} ms an image, which explains ${(share * 100).toFixed(1)} % of the variation.`,
    );
  }
  const calls = fitLine(points(measured, "calls"));
  said.push(`A hundred more images cost ${(calls.slope * 100).toFixed(1)} more API calls.`);
  const memory = points(measured, "memory");
  if (memory.length > 1) {
    const { fixed, slope } = fitLine(memory);
    said.push(`Memory is ${format(fixed, "MB")} and ${(slope * 1000).toFixed(0)} kB an image.`);
  }
  return [...said, ...aboutTerraform(points(measured, "floor"))];
}

/**
 * Terraform copies the state of a whole resource for each of its instances (its AttachStateTransformer): its own time grows with the
 * square of their number, whatever the provider does.
 * @param {readonly (readonly [number, number])[]} floor numbers of images, and times without provider
 */
function aboutTerraform(floor) {
  const [[fewer, shortMs] = [0, 0], [more, longMs] = [0, 0]] = floor.slice(-2);
  const [times, slower] = [more / fewer, longMs / shortMs];
  if (floor.length < 2 || slower < 1.2 * times) return [];
  return [
    `The time of the whole plan grows faster than that, because terraform's own does: from ${fewer} to ${more} instances, ${times.toFixed(1)} times as many, a plan without provider takes ${slower.toFixed(1)} times as long. For each instance of a resource terraform copies the state of all of them.`,
  ];
}

/**
 * @param {MeasuredById} measured
 * @returns {string} an SVG document
 */
export function growthPlot(measured) {
  const xTitle = "images";
  const [ours, alone] = ["#0969da", "#8c959f"];
  const seconds = (/** @type {Kind} */ kind) =>
    points(measured, kind).map(([x, y]) => /** @type {const} */ ([x, y / 1000]));
  const panels = [
    {
      title: "terraform plan, seconds",
      xTitle,
      series: [
        { name: "images", color: ours, points: seconds("time") },
        { name: "without provider", color: alone, points: seconds("floor") },
      ],
    },
    {
      title: "Provider, processor time, seconds",
      xTitle,
      series: [{ name: "", color: ours, points: seconds("cpu") }],
    },
    { title: "API calls", xTitle, series: [{ name: "", color: ours, points: points(measured, "calls") }] },
    {
      title: "Provider, peak memory, MB",
      xTitle,
      series: [{ name: "", color: ours, points: points(measured, "memory") }],
    },
  ];
  const title = "Time, processor time, API calls and memory of a plan against the number of images";
  return plot(
    title,
    panels.filter(({ series }) => series.every((each) => each.points.length > 1)),
  );
}

/** @param {MeasuredById} measured */
function measuredSizes(measured) {
  return sizes.filter((images) => measured[growthIds(images).time] !== undefined);
}

/**
 * @param {MeasuredById} measured
 * @param {Kind} kind
 */
function points(measured, kind) {
  return measuredSizes(measured).flatMap((images) => {
    const value = measured[growthIds(images)[kind]]?.median;
    return value === undefined ? [] : [/** @type {const} */ ([images, value])];
  });
}
