export { addSecretKeys, secretKeys } from "./keys.ts";
export { openSecrets, type Secrets } from "./secrets.ts";
