import { IconButton } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { Foreign } from "../../components/Foreign";
import { CopyIcon } from "../../components/icons";
import { PathBox } from "../../components/PathBox";
import { StatusMark } from "../../components/StatusMark";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import type { LeftoverView } from "../../ipc";
import { testid } from "../../test/testids";
import { fileLine } from "./place";

const MOST = 3;

type LeftoversProps = { profile: string | null; leftovers: readonly LeftoverView[] };

/** The lines that its owner should delete, and how programs get the key without them. */
export function Leftovers({ profile, leftovers }: LeftoversProps) {
  const { t } = useSpeech();
  const toast = useToast();
  const copy = async (path: string) => {
    if (await copyPlainText(path)) toast(t("imports.report.copied"));
    else toast(t("imports.report.copyFailed"), "warning");
  };
  return (
    <section aria-label={t("imports.report.leftovers")} className="flex flex-col gap-2">
      <h3 className="flex gap-2 font-medium">
        <StatusMark tone="warning" className="mt-0.75 size-3.5" />
        <span className="min-w-0">{t("imports.report.leftovers")}</span>
      </h3>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
        tabIndex={0}
        className="max-h-56 divide-y divide-line overflow-y-auto rounded-card border border-line"
      >
        {leftovers.map(({ provider, name, variable, path, line }) => (
          <li
            key={`${provider} ${variable} ${path} ${line}`}
            data-testid={testid.importLeftover}
            className="flex items-start gap-2 py-1 pr-1 pl-3"
          >
            <div className="selectable min-w-0 flex-1 py-1 text-small">
              <p className="font-mono wrap-anywhere">
                <bdi>{fileLine(path, line)}</bdi>
              </p>
              <p className="text-muted wrap-anywhere">
                <Foreign className="font-mono">{variable}</Foreign>
                {` · ${name}`}
              </p>
            </div>
            <IconButton
              icon={CopyIcon}
              label={t("imports.report.copyPath", { path: fileLine(path, null) })}
              testid={testid.importCopyPath}
              onClick={() => void copy(path)}
            />
          </li>
        ))}
      </ul>
      <p className="text-small text-muted">{t("imports.report.advice")}</p>
      <PathBox path={lending(profile, leftovers)} testid={testid.importCommand} />
      <p className="text-small text-muted">{t("imports.report.rotate")}</p>
    </section>
  );
}

/** keystow run --only groq,openai -- …, for as many as one program may want. */
function lending(profile: string | null, leftovers: readonly LeftoverView[]): string {
  const providers = [...new Set(leftovers.map((each) => each.provider))].slice(0, MOST).join(",");
  const whose = profile ? ` --profile ${profile}` : "";
  return `keystow run${whose} --only ${providers} -- …`;
}
