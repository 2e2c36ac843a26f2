export type { JobProgress, JobRun, JobState, Jobs } from "./jobs.ts";
export { type JobsOptions, openJobs } from "./open-jobs.ts";
