import { createContext, type ReactNode, useContext, useId } from "react";
import { Button } from "./Button";

/** Rows that belong together, under a heading. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h2 id={id} className="text-small font-semibold text-muted">
        {title}
      </h2>
      <div className="divide-y divide-line rounded-card border border-line">{children}</div>
    </section>
  );
}

export function Fact({
  name,
  hint,
  children,
}: {
  name: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1 px-4 py-3">
      <p className="font-medium">{name}</p>
      <div className="selectable min-w-0 text-right wrap-anywhere">{children}</div>
      {hint ? <p className="basis-full text-small text-muted">{hint}</p> : null}
    </div>
  );
}

type RowProps = {
  name: string;
  mark?: ReactNode;
  /** What is to be known about it, a line each. */
  lines: readonly ReactNode[];
  actions?: ReactNode;
  testid?: string;
};

const RowName = createContext("");

/** A name, how it stands, and what can be done about it. */
export function Row({ name, mark, lines, actions, testid }: RowProps) {
  const id = useId();
  return (
    <div
      data-testid={testid}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 px-4 py-3"
    >
      <div className="flex min-w-0 flex-1 basis-56 gap-2.5">
        {mark ? <span className="flex h-5 shrink-0 items-center">{mark}</span> : null}
        <div className="min-w-0 flex-1">
          <p id={id} className="font-medium">
            {name}
          </p>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own
            <p key={index} className="text-small text-muted wrap-anywhere">
              {line}
            </p>
          ))}
        </div>
      </div>
      {actions ? (
        <RowName value={id}>
          <div className={`flex flex-wrap gap-2 ${mark ? "max-two:ml-5.5" : ""}`}>{actions}</div>
        </RowName>
      ) : null}
    </div>
  );
}

type RowButtonProps = { testid: string; busy?: boolean; onClick: () => void; children: ReactNode };

/** A button of few words, read out together with the name of its row. */
export function RowButton({ testid, busy = false, onClick, children }: RowButtonProps) {
  const id = useId();
  const row = useContext(RowName);
  return (
    <Button
      id={id}
      testid={testid}
      aria-labelledby={`${id} ${row}`}
      aria-disabled={busy}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
