export { FakeShell, type FakeState } from "./backend";
export * from "./fixtures";
