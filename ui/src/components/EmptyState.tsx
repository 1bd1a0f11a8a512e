import type { ComponentType, ReactNode } from "react";

type EmptyStateProps = {
  icon: ComponentType<{ className?: string }>;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="mb-1 inline-flex size-11 items-center justify-center rounded-full bg-ink/5 text-muted">
        <Icon className="size-5" />
      </span>
      <p className="font-semibold">{title}</p>
      {children ? <p className="text-small text-balance text-muted">{children}</p> : null}
      {action}
    </div>
  );
}
