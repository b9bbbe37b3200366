// Line charts as SVG.

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {string} color
 * @property {readonly (readonly [number, number])[]} points x and y
 */

/**
 * @typedef {object} Panel
 * @property {string} title with the unit of y
 * @property {string} xTitle
 * @property {readonly Series[]} series
 */

const panelWidth = 300;
const height = 300;
const margin = { left: 52, right: 22, top: 52, bottom: 44 };
const maxTicks = 6;
const ink = "#24292f";
const faint = "#d0d7de";

/**
 * Draws panels side by side, each with its own scales, which begin at 0.
 * @param {string} title for those who cannot see it
 * @param {readonly Panel[]} panels
 * @returns {string} an SVG document
 */
export function plot(title, panels) {
  const width = panelWidth * panels.length;
  const body = panels.map(
    (panel, index) => `<g transform="translate(${index * panelWidth} 0)">\n${drawPanel(panel)}\n</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="${ink}">
<title>${escapeText(title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${body.join("\n")}
</svg>
`;
}

/** @param {Panel} panel */
function drawPanel({ title, xTitle, series }) {
  const points = series.flatMap((each) => each.points);
  const xTicks = ticks(Math.max(...points.map(([x]) => x)));
  const yTicks = ticks(Math.max(...points.map(([, y]) => y)));
  const [left, right] = [margin.left, panelWidth - margin.right];
  const [top, bottom] = [margin.top, height - margin.bottom];
  const toX = scale(xTicks.at(-1) ?? 1, left, right);
  const toY = scale(yTicks.at(-1) ?? 1, bottom, top);
  return [
    text(title, left, 20, 'font-weight="bold" font-size="12"'),
    ...yTicks.flatMap((y) => [
      `<line x1="${left}" y1="${toY(y)}" x2="${right}" y2="${toY(y)}" stroke="${faint}"/>`,
      text(label(y), left - 6, toY(y) + 4, 'text-anchor="end"'),
    ]),
    ...xTicks.map((x) => text(label(x), toX(x), bottom + 16, 'text-anchor="middle"')),
    text(xTitle, (left + right) / 2, bottom + 34, 'text-anchor="middle"'),
    ...series.map((each) => drawSeries(each, toX, toY)),
    ...(series.length > 1 ? legend(series, left) : []),
  ].join("\n");
}

/**
 * @param {Series} series
 * @param {(x: number) => number} toX
 * @param {(y: number) => number} toY
 */
function drawSeries({ color, points }, toX, toY) {
  const places = points.map(([x, y]) => /** @type {const} */ ([toX(x), toY(y)]));
  const line = `<polyline points="${places.map((place) => place.join(",")).join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>`;
  const dots = places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${color}"/>`);
  return [line, ...dots].join("\n");
}

/**
 * @param {readonly Series[]} series
 * @param {number} left
 */
function legend(series, left) {
  return series.flatMap(({ name, color }, index) => {
    const x = left + index * 130;
    return [`<circle cx="${x + 4}" cy="34" r="4" fill="${color}"/>`, text(name, x + 13, 38, "")];
  });
}

/**
 * Round numbers from 0 to the first that is not below `most`.
 * @param {number} most
 * @returns {number[]} two at least
 */
export function ticks(most) {
  if (most <= 0) return [0, 1];
  const rough = most / maxTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/**
 * Maps 0 … `most` to `from` … `to`.
 * @param {number} most
 * @param {number} from
 * @param {number} to
 */
function scale(most, from, to) {
  return (/** @type {number} */ value) => Math.round((from + (value / most) * (to - from)) * 10) / 10;
}

/**
 * @param {string} content
 * @param {number} x
 * @param {number} y
 * @param {string} attributes
 */
function text(content, x, y, attributes) {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeText(content)}</text>`;
}

/** @param {number} value */
function label(value) {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}

/** @param {string} content */
function escapeText(content) {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
