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
  const { save, change, chooseCaFile } = preferences;
  // An own proxy is stored together with its address: without one there is nothing to store yet.
  const [begun, setBegun] = useState(false);
  const choice = begun ? "own" : settings.proxy;
  const proxyUrl = useTypedSetting({
    label: t("preferences.proxyUrl"),
    stored: settings.proxyUrl,
    about: "invalidProxy",
    needed: true,
    save: async (text, wanted) => {
      const failure = await save({ proxy: "own", proxyUrl: text }, wanted);
      if (!failure && wanted()) setBegun(false);
      return failure;
    },
  });
  const caFile = useTypedSetting({
    label: t("preferences.caFile"),
    stored: settings.caFile,
    about: "invalidCaFile",
    again: true,
    save: chooseCaFile,
  });
  const choose = (proxy: SettingsView["proxy"]) => {
    const pending = proxyUrl.isSaving();
    const waits = proxy === "own" && settings.proxyUrl === "" && !pending;
    setBegun(waits);
    if (proxy !== "own") proxyUrl.revert();
    // The address that is being saved brings its own choice along: this one comes after it.
    if (pending || (!waits && proxy !== settings.proxy)) void change({ proxy });
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
          hint={t(begun ? "preferences.proxyUrlBegun" : "preferences.proxyUrlHint")}
          empty={t("preferences.proxyUrlEmpty")}
          placeholder={EXAMPLE_PROXY}
          testid={testid.prefProxyUrl}
        />
      ) : null}
      <SettingField
        typed={caFile}
        hint={t("preferences.caFileHint")}
        placeholder={EXAMPLE_FILE}
        testid={testid.prefCaFile}
      />
    </Group>
  );
}
