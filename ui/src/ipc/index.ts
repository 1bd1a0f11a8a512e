export type * from "./bindings";
export { host } from "./door";
export { CommandFailure, commandErrorOf } from "./failure";
export * from "./queries";
export { useVaultEvents } from "./useVaultEvents";
