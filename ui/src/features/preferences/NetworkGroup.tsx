import { useState } from "react";
import { Group } from "../../components/Group";
import { Segmented } from "../../components/Segmented";
import { useSpeech } from "../../i18n/useSpeech";
import type { SettingsView } from "../../ipc";
import { testid } from "../../test/testids";
import { SettingField } from "./SettingField";
import type { Preferences } from "./usePreferences";
import { useTypedSetting } from "./useTypedSetting";

const PROXIES = ["system", "none", "own"] as const;
const EXAMPLE_PROXY = "http://proxy.example:3128";
const EXAMPLE_FILE = "/etc/ssl/company.pem";

type GroupProps = { preferences: Preferences; settings: SettingsView };

/** How requests leave this computer, and whom they trust. */
export function NetworkGroup({ preferences, settings }: GroupProps) {
  const { t } = useSpeech();
  const { save, change, fail } = preferences;
  // An own proxy is stored together with its address: without one there is nothing to store yet.
  const [begun, setBegun] = useState(false);
  const choice = begun ? "own" : settings.proxy;
  const proxyUrl = useTypedSetting({
    stored: settings.proxyUrl,
    about: "invalidProxy",
    save: async (text) => {
      const failure = await save({ proxy: "own", proxyUrl: text });
      if (!failure) setBegun(false);
      return failure;
    },
    onOther: fail,
  });
  const caFile = useTypedSetting({
    stored: settings.caFile,
    about: "invalidCaFile",
    save: (text) => save({ caFile: text }),
    onOther: fail,
  });
  const choose = (proxy: SettingsView["proxy"]) => {
    const waits = proxy === "own" && settings.proxyUrl === "";
    setBegun(waits);
    if (proxy !== "own") proxyUrl.forget();
    if (!waits && proxy !== settings.proxy) void change({ proxy });
  };
  return (
    <Group title={t("preferences.network")}>
      <Segmented
        label={t("preferences.proxy")}
        hint={t("preferences.proxyHint")}
        testid={testid.prefProxy}
        value={choice}
        onChange={choose}
        options={PROXIES.map((value) => ({
          value,
          label: t(`preferences.${value}`),
          testid: testid.prefProxyOption(value),
        }))}
      />
      {choice === "own" ? (
        <SettingField
          typed={proxyUrl}
          label={t("preferences.proxyUrl")}
          hint={t("preferences.proxyUrlHint")}
          placeholder={EXAMPLE_PROXY}
          testid={testid.prefProxyUrl}
        />
      ) : null}
      <SettingField
        typed={caFile}
        label={t("preferences.caFile")}
        hint={t("preferences.caFileHint")}
        placeholder={EXAMPLE_FILE}
        testid={testid.prefCaFile}
      />
    </Group>
  );
}
