import type { ReactNode } from "react";
import { Foreign } from "../../components/Foreign";
import { harmless } from "../../components/harmless";
import { Monogram } from "../../components/Monogram";
import { useSpeech } from "../../i18n/useSpeech";
import type { LoanView } from "../../ipc";
import { programName } from "./entry";

/** Longer than paths are in earnest; what is longer ends in three dots. */
const LONGEST = 1_024;

const GRID =
  "grid gap-x-4 gap-y-1 py-2 grid-cols-[minmax(0,1fr)_auto] @lg:grid-cols-[5.5rem_minmax(0,9rem)_minmax(0,1fr)] @3xl:grid-cols-[5.5rem_minmax(0,11rem)_minmax(0,1fr)]";

type RowProps = {
  loan: LoanView;
  /** Whose key it was, where that has to be said. */
  profile: string | null;
};

/** When which key was lent to whom, and for what. Nothing of a path is left out of sight. */
export function LoanRow({ loan, profile }: RowProps) {
  const { t, clock, absolute } = useSpeech();
  const { program } = loan;
  return (
    <div className={GRID}>
      <time
        dateTime={loan.time}
        title={absolute(loan.time)}
        className="figures text-small leading-5 text-muted @max-lg:order-2 @max-lg:text-right"
      >
        {clock(loan.time)}
      </time>
      <div className="flex min-w-0 gap-2 @max-lg:order-1">
        <Monogram id={loan.provider} name={loan.name} size="tiny" />
        <div className="min-w-0 wrap-anywhere">
          <p className="font-medium">
            <Foreign>{loan.name}</Foreign>
          </p>
          {profile ? (
            <p className="text-small text-muted">
              <Foreign>{profile}</Foreign>
            </p>
          ) : null}
        </div>
      </div>
      <div className="min-w-0 @max-lg:order-3 @max-lg:col-span-2 @max-lg:pl-7">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className={`min-w-0 wrap-anywhere ${program ? "selectable font-medium" : ""}`}>
            {program ? <Foreign>{programName(program)}</Foreign> : t("activity.unknownProgram")}
          </span>
          <span className="text-small text-muted">{t(`activity.purpose.${loan.purpose}`)}</span>
        </p>
        {program ? <Path>{program}</Path> : null}
        {loan.parent || loan.cwd ? (
          <div className="flex flex-wrap gap-x-4 text-small text-muted">
            {loan.parent ? <Detail name={t("activity.startedBy")} path={loan.parent} /> : null}
            {loan.cwd ? <Detail name={t("activity.folder")} path={loan.cwd} /> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}

function Detail({ name, path }: { name: string; path: string }) {
  return (
    <p className="min-w-0">
      {name} <PathText>{path}</PathText>
    </p>
  );
}

const Path = ({ children }: { children: string }): ReactNode => (
  <p className="text-small text-muted">
    <PathText>{children}</PathText>
  </p>
);

const PathText = ({ children }: { children: string }): ReactNode => (
  <bdi className="selectable font-mono text-[0.75rem] wrap-anywhere">
    {harmless(children, LONGEST)}
  </bdi>
);
