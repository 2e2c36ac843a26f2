/**
 * Stands for the validator that the form library's own tests would use. The library imports it in a file that nothing
 * of ours calls, without bringing it; `vite.config.ts` puts this in its place.
 */
export default null;
