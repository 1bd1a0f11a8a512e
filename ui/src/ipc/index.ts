export type * from "./bindings";
export { host } from "./door";
export { listenToTry } from "./events";
export { CommandFailure, commandErrorOf } from "./failure";
export { freshTrouble } from "./keyring";
export * from "./queries";
export type * from "./shapes";
export { useVaultEvents } from "./useVaultEvents";
