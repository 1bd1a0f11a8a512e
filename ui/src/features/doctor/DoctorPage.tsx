import { useCallback, useEffect, useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { Button, IconButton } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { ArrowLeftIcon, CopyIcon, RefreshIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  commandErrorOf,
  type DiagnosisView,
  host,
  useVaultStatus,
} from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { FindingRow } from "./FindingRow";
import { SlotsList } from "./SlotsList";
import { reportOf } from "./words";

/** What works on this computer, what does not, and what to do about it. */
export function DoctorPage() {
  const speech = useSpeech();
  const { t, number } = speech;
  const move = useMove();
  const toast = useToast();
  const { data: status } = useVaultStatus();
  const { diagnosis, busy, error, look } = useDiagnosis();
  const troubles = diagnosis?.findings.filter(({ problem }) => problem !== null).length ?? 0;
  const summary =
    troubles === 0
      ? t("doctor.fine")
      : t("doctor.troubles", { count: troubles, n: number(troubles) });

  const copy = async (found: DiagnosisView) => {
    const text = reportOf(found, [
      ["keyring", status?.keyringBackend ?? null],
      ["desktop", status?.desktop ?? null],
      ["data folder", status?.dataDir ?? null],
      ["keystow", status?.version ?? null],
    ]);
    const copied = await copyPlainText(text);
    toast(t(copied ? "doctor.copied" : "doctor.copyFailed"), copied ? "done" : "warning");
  };
  return (
    <main
      aria-labelledby="doctor-title"
      aria-busy={busy}
      data-testid={testid.doctor}
      data-troubles={diagnosis ? troubles : undefined}
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <div className="mx-auto flex max-w-160 flex-col gap-6 px-5 py-5 three:px-8 three:py-7">
        <div className="flex items-center gap-3.5">
          <IconButton
            icon={ArrowLeftIcon}
            label={t("frame.action.back")}
            testid={testid.back}
            onClick={() => move({ to: "back" })}
            className="-mx-2"
          />
          <h1
            id="doctor-title"
            tabIndex={-1}
            data-home=""
            className="min-w-0 flex-1 text-title font-semibold"
          >
            {t("doctor.title")}
          </h1>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="flex items-center gap-2.5 font-medium">
            {busy || diagnosis ? (
              <>
                <StatusMark tone={busy ? "checking" : troubles === 0 ? "valid" : "warning"} />
                {busy ? t("doctor.looking") : summary}
              </>
            ) : null}
          </p>
          <div className="flex flex-wrap gap-2">
            {diagnosis ? (
              <Button
                icon={CopyIcon}
                testid={testid.doctorCopy}
                onClick={() => void copy(diagnosis)}
              >
                {t("doctor.copy")}
              </Button>
            ) : null}
            <Button
              icon={RefreshIcon}
              testid={testid.doctorAgain}
              aria-disabled={busy}
              onClick={look}
            >
              {t("doctor.again")}
            </Button>
          </div>
        </div>
        {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={look} /> : null}
        {diagnosis ? (
          <>
            <ul
              aria-label={t("doctor.findings")}
              className="divide-y divide-line rounded-card border border-line"
            >
              {diagnosis.findings.map((finding) => (
                <FindingRow key={finding.id} finding={finding} diagnosis={diagnosis} />
              ))}
            </ul>
            <SlotsList slots={diagnosis.slots} />
          </>
        ) : null}
      </div>
    </main>
  );
}

/** Looks when the page opens and whenever it is asked to; keeps nothing beyond the page. */
function useDiagnosis() {
  const { t } = useSpeech();
  const announce = useAnnounce();
  const running = useRef(false);
  const here = useRef(true);
  const [diagnosis, setDiagnosis] = useState<DiagnosisView | null>(null);
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<CommandError | null>(null);
  const words = useRef({ announce, t });
  words.current = { announce, t };

  const look = useCallback(() => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const end = () => {
      running.current = false;
      if (here.current) setBusy(false);
    };
    host
      .diagnose()
      .then(
        (found) => {
          if (!here.current) return;
          setDiagnosis(found);
          const count = found.findings.filter(({ problem }) => problem !== null).length;
          const said = words.current;
          said.announce(
            count === 0
              ? said.t("doctor.fine")
              : said.t("doctor.troubles", { count, n: String(count) }),
          );
        },
        (thrown) => {
          if (here.current) setError(commandErrorOf(thrown));
        },
      )
      .finally(end);
  }, []);
  useEffect(() => {
    here.current = true;
    look();
    return () => {
      here.current = false;
    };
  }, [look]);
  return { diagnosis, busy, error, look };
}
