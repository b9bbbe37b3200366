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
      cell(ids.calls, "calls"),
      cell(ids.memory, "MB"),
    ];
    return `| ${[images, ...cells].join(" | ")} |`;
  });
  return `| images | plan | plan without provider | API calls | provider, peak memory |
|---:|---:|---:|---:|---:|
${rows.join("\n")}

${lines(measured)}`;
}

/** @param {MeasuredById} measured */
function lines(measured) {
  const time = fitLine(points(measured, "time"));
  const floor = fitLine(points(measured, "floor"));
  const calls = fitLine(points(measured, "calls"));
  const memory = points(measured, "memory");
  const sentences = [
    `The straight line through the times is ${format(time.fixed, "ms")} and ${time.slope.toFixed(2)} ms an image (it explains ${percent(time.share)} of the variation). With \`terraform_data\` in their place, terraform alone takes ${floor.slope.toFixed(2)} ms an image.`,
    `A hundred more images cost ${(calls.slope * 100).toFixed(1)} more API calls.`,
  ];
  if (memory.length > 1) {
    const { fixed, slope } = fitLine(memory);
    sentences.push(`Memory grows from ${format(fixed, "MB")} by ${(slope * 1000).toFixed(1)} kB an image.`);
  }
  return sentences.join(" ");
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
    { title: "API calls", xTitle, series: [{ name: "", color: ours, points: points(measured, "calls") }] },
    {
      title: "Provider, peak memory, MB",
      xTitle,
      series: [{ name: "", color: ours, points: points(measured, "memory") }],
    },
  ];
  const title = "Time, API calls and memory of a plan against the number of images";
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

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
