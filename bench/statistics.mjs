// Statistics of samples.

/**
 * @param {readonly number[]} samples at least one
 * @returns {number} the middle one, or the mean of the two in the middle
 */
export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

/** @param {readonly number[]} samples */
export function mean(samples) {
  if (samples.length === 0) throw new Error("nothing was measured");
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/**
 * @typedef {object} Line a straight line, `fixed + slope * x`
 * @property {number} fixed
 * @property {number} slope
 * @property {number} share how much of the variation the line explains, from 0 to 1
 */

/**
 * The straight line with the least squares of distances.
 * @param {readonly (readonly [number, number])[]} points x and y; at least two different x
 * @returns {Line}
 */
export function fitLine(points) {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const sum = (/** @type {(dx: number, dy: number) => number} */ of) =>
    points.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  const slope = sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
  const fixed = meanY - slope * meanX;
  const variation = sum((_dx, dy) => dy * dy);
  const left = points.reduce((total, [x, y]) => total + (y - fixed - slope * x) ** 2, 0);
  return { fixed, slope, share: variation === 0 ? 1 : 1 - left / variation };
}
