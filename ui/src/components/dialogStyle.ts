export const BACKDROP = "fixed inset-0 z-30 bg-veil";
export const POPUP =
  "fixed top-1/2 left-1/2 z-30 max-h-[calc(100vh-2rem)] overflow-y-auto -translate-x-1/2 -translate-y-1/2 rounded-card border border-line bg-surface p-5 text-ink shadow-dialog outline-none";
