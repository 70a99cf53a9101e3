/**
 * The line of least squares through the points.
 *
 * @param {readonly (readonly [number, number])[]} points
 */
export function line(points) {
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([a]) => a));
  const y = mean(points.map(([, b]) => b));
  const covariance = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  const slope = covariance / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return { slope, intercept: y - slope * x };
}

/**
 * The value that a share of all values does not exceed.
 *
 * @param {readonly number[]} values
 * @param {number} share such as 0.95
 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
