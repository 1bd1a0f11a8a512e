import { Fact, Group, Row, RowButton } from "../../components/Group";
import { Segmented } from "../../components/Segmented";
import { useSpeech } from "../../i18n/useSpeech";
import { useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { ChecksGroup } from "./ChecksGroup";
import { LogDays } from "./LogDays";
import { NetworkGroup } from "./NetworkGroup";
import { usePreferences } from "./usePreferences";
import { withCurrent } from "./withCurrent";

const LANGUAGES = ["system", "en", "de"] as const;
const THEMES = ["system", "light", "dark"] as const;
const CLIPBOARD_SECONDS = [10, 20, 30, 60, 90] as const;

export function PreferencesPage() {
  const { t, number } = useSpeech();
  const preferences = usePreferences();
  const { settings, error, change, forget } = preferences;
  return (
    <main
      aria-labelledby="preferences-title"
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <div className="mx-auto flex max-w-160 flex-col gap-6 px-5 py-5 three:px-8 three:py-7">
        <h1 id="preferences-title" className="text-title font-semibold">
          {t("preferences.title")}
        </h1>
        {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
        {settings ? (
          <>
            <Group title={t("preferences.appearance")}>
              <Segmented
                label={t("preferences.language")}
                testid={testid.prefLanguage}
                value={settings.language}
                onChange={(language) => change({ language })}
                options={LANGUAGES.map((value) => ({
                  value,
                  label: t(`preferences.${value}`),
                  testid: testid.prefLanguageOption(value),
                }))}
              />
              <Segmented
                label={t("preferences.theme")}
                testid={testid.prefTheme}
                value={settings.theme}
                onChange={(theme) => change({ theme })}
                options={THEMES.map((value) => ({
                  value,
                  label: t(`preferences.${value}`),
                  testid: testid.prefThemeOption(value),
                }))}
              />
            </Group>
            <Group title={t("preferences.safety")}>
              <Segmented
                label={t("preferences.clipboard")}
                hint={t("preferences.clipboardHint")}
                testid={testid.prefClipboard}
                value={String(settings.clipboardSeconds)}
                onChange={(seconds) => change({ clipboardSeconds: Number(seconds) })}
                options={withCurrent(CLIPBOARD_SECONDS, settings.clipboardSeconds).map(
                  (seconds) => ({
                    value: String(seconds),
                    label: t("preferences.seconds", { n: number(seconds) }),
                    speak: t("preferences.secondsLong", { n: number(seconds) }),
                    testid: testid.prefClipboardOption(seconds),
                  }),
                )}
              />
              <LogDays preferences={preferences} settings={settings} />
            </Group>
            <ChecksGroup preferences={preferences} settings={settings} />
            <NetworkGroup preferences={preferences} settings={settings} />
          </>
        ) : null}
        <ThisComputer />
      </div>
    </main>
  );
}

function ThisComputer() {
  const { t } = useSpeech();
  const move = useMove();
  const { data: status } = useVaultStatus();
  if (!status) return null;
  return (
    <Group title={t("preferences.about")}>
      <Fact name={t("preferences.dataDir")} hint={t("preferences.dataDirHint")}>
        <span data-testid={testid.dataDir} className="font-mono text-small">
          {status.dataDir}
        </span>
      </Fact>
      <Fact name={t("preferences.keyring")}>{status.keyringBackend ?? t("frame.lock.none")}</Fact>
      <Fact name={t("preferences.version")}>
        <span className="figures">{status.version}</span>
      </Fact>
      <Row
        name={t("vault.check.row")}
        lines={[t("vault.check.hint")]}
        actions={
          <RowButton testid={testid.prefCheck} onClick={() => move({ to: "page", page: "doctor" })}>
            {t("vault.check.action")}
          </RowButton>
        }
      />
    </Group>
  );
}
