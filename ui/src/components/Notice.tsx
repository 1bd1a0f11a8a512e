import type { ReactNode } from "react";
import { StatusMark, type Tone, toneTint } from "./StatusMark";

type NoticeProps = {
  tone: Tone;
  children: ReactNode;
  action?: ReactNode;
  testid?: string;
  role?: "status" | "alert";
};

/** A tinted band with a mark, one message and perhaps one thing to do. */
export function Notice({ tone, children, action, testid, role }: NoticeProps) {
  return (
    <div
      role={role}
      data-testid={testid}
      className={`flex animate-appear flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-transparent px-3 py-2 ${toneTint(tone)}`}
    >
      <div className="flex min-w-0 flex-1 basis-48 items-start gap-2.5">
        <StatusMark tone={tone} className="mt-0.75 size-3.5" />
        <div className="min-w-0 flex-1 wrap-anywhere">{children}</div>
      </div>
      {action}
    </div>
  );
}
