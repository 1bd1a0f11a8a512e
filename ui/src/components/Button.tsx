import type { ButtonHTMLAttributes, ComponentType, ReactNode, Ref } from "react";

type Look = "primary" | "secondary" | "quiet" | "danger";

const BASE =
  "inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-control border px-3 text-body font-medium whitespace-nowrap transition-colors disabled:opacity-60 aria-disabled:opacity-60";

const LOOK: Record<Look, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-control bg-surface text-ink hover:bg-ink/5",
  quiet: "border-transparent text-ink hover:bg-ink/8",
  danger: "border-transparent bg-invalid text-on-accent hover:bg-invalid-strong",
};

const LINK: Record<Look, string> = {
  primary: "text-accent",
  secondary: "text-ink",
  quiet: "text-muted",
  danger: "text-invalid",
};

type Common = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look;
  icon?: ComponentType<{ className?: string }>;
  testid?: string;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({
  look = "secondary",
  icon: Icon,
  testid,
  className = "",
  children,
  ...rest
}: Common & { children: ReactNode }) {
  return (
    <button
      type="button"
      data-testid={testid}
      className={`${BASE} ${LOOK[look]} ${className}`}
      {...rest}
    >
      {Icon ? <Icon className="size-4 -ml-0.5" /> : null}
      {children}
    </button>
  );
}

/** A square button with a name for those who cannot see its icon. */
export function IconButton({
  label,
  icon: Icon,
  testid,
  className = "",
  ...rest
}: Common & { label: string; icon: ComponentType<{ className?: string }> }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      data-testid={testid}
      className={`inline-flex size-8 shrink-0 items-center justify-center rounded-control border border-transparent text-muted transition-colors hover:bg-ink/8 hover:text-ink disabled:opacity-50 ${className}`}
      {...rest}
    >
      <Icon />
    </button>
  );
}

export function LinkButton({
  look = "primary",
  icon: Icon,
  testid,
  className = "",
  children,
  ...rest
}: Common & { children: ReactNode }) {
  return (
    <button
      type="button"
      data-testid={testid}
      className={`inline-flex min-h-6 items-center gap-1.5 rounded-control text-left text-body font-medium underline-offset-4 hover:underline aria-disabled:opacity-60 ${LINK[look]} ${className}`}
      {...rest}
    >
      {children}
      {Icon ? <Icon className="size-3.5" /> : null}
    </button>
  );
}
