export const INPUT =
  "h-8 w-full min-w-0 rounded-control border border-control bg-surface px-2.5 text-body text-ink selectable aria-invalid:border-invalid";
export const AREA =
  "max-h-60 min-h-16 w-full min-w-0 resize-y rounded-control border border-control bg-surface px-2.5 py-1.5 text-body text-ink selectable aria-invalid:border-invalid";
