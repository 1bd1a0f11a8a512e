export type Tone =
  | "valid"
  | "warning"
  | "invalid"
  | "error"
  | "checking"
  | "unchecked"
  | "unverified"
  | "note";

const COLOUR: Record<Tone, string> = {
  valid: "text-valid",
  warning: "text-warning",
  invalid: "text-invalid",
  error: "text-warning",
  checking: "text-info",
  unchecked: "text-muted",
  unverified: "text-info",
  note: "text-info",
};

const TINT: Record<Tone, string> = {
  valid: "bg-valid/10",
  warning: "bg-warning/10",
  invalid: "bg-invalid/10",
  error: "bg-warning/10",
  checking: "bg-info/10",
  unchecked: "bg-muted/10",
  unverified: "bg-info/10",
  note: "bg-info/10",
};

export const toneColour = (tone: Tone) => COLOUR[tone];
export const toneTint = (tone: Tone) => TINT[tone];

/** A shape of its own for each tone, so that colour never carries the meaning alone. */
export function StatusMark({ tone, className = "size-3.5" }: { tone: Tone; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 14 14"
      className={`shrink-0 ${COLOUR[tone]} ${tone === "checking" ? "animate-slow-turn" : ""} ${className}`}
    >
      <Shape tone={tone} />
    </svg>
  );
}

function Shape({ tone }: { tone: Tone }) {
  switch (tone) {
    case "valid":
      return <circle cx="7" cy="7" r="5" fill="currentColor" />;
    case "warning":
      return <path d="M7 1.6 13 12.2H1L7 1.6Z" fill="currentColor" />;
    case "invalid":
      return (
        <path
          d="m3 3 8 8M11 3l-8 8"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
          fill="none"
        />
      );
    case "error":
    case "unverified":
      return <path d="M7 1 13 7l-6 6-6-6 6-6Z" fill="currentColor" />;
    case "note":
      return (
        <>
          <circle cx="7" cy="7" r="5.5" stroke="currentColor" strokeWidth="1.4" fill="none" />
          <path
            d="M7 6.5v3.2M7 4.2h.01"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeLinecap="round"
            fill="none"
          />
        </>
      );
    case "checking":
      return (
        <>
          <circle
            cx="7"
            cy="7"
            r="5"
            stroke="currentColor"
            strokeWidth="2"
            fill="none"
            opacity="0.3"
          />
          <path
            d="M7 2a5 5 0 0 1 5 5"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            fill="none"
          />
        </>
      );
    case "unchecked":
      return <circle cx="7" cy="7" r="4.5" stroke="currentColor" strokeWidth="1.6" fill="none" />;
  }
}
