import { useEffect, useState } from "react";
import { IconButton, LinkButton } from "../../components/Button";
import { Field } from "../../components/Field";
import { ExternalIcon, EyeIcon, EyeOffIcon } from "../../components/icons";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { useOpenPage } from "../keys/useOpenPage";
import type { useKeyEntry } from "./useKeyEntry";

type KeyFieldProps = {
  provider: ProviderView;
  /** The region that was chosen, where there are some. */
  region: string | null;
  entry: ReturnType<typeof useKeyEntry>;
  /** Whether it may stay empty. */
  optional: boolean;
  error: string | null;
  onEdit: () => void;
};

export function KeyField({ provider, region, entry, optional, error, onEdit }: KeyFieldProps) {
  const { t, list } = useSpeech();
  const [visible, setVisible] = useState(false);
  const openPage = useOpenPage(provider.id, region);
  const { input, handlers, removed } = entry;

  // Also after a switch of provider, which keeps this field and what stands in it.
  useEffect(() => {
    if (provider.id) input.current?.focus();
  }, [input, provider.id]);
  useEffect(() => {
    if (error) input.current?.focus();
  }, [input, error]);

  return (
    <div className="flex flex-col gap-2.5">
      <Field
        ref={input}
        mono
        type={visible ? "text" : "password"}
        label={t(optional ? "form.keyOptional" : "form.key")}
        hint={optional ? t("form.keyOptionalHint") : null}
        testid={testid.keyInput}
        errorTestid={testid.fieldError}
        error={error}
        placeholder={provider.keyPrefixes[0] ? `${provider.keyPrefixes[0]}…` : undefined}
        onPaste={(event) => {
          onEdit();
          handlers.onPaste(event);
        }}
        onInput={() => {
          onEdit();
          handlers.onInput();
        }}
        aside={
          // An endpoint of the owner's own has no page that Keystow knows.
          provider.consoleUrl ? (
            <LinkButton
              icon={ExternalIcon}
              testid={testid.getKey}
              onClick={() => openPage("console")}
            >
              {t("form.getKey")}
            </LinkButton>
          ) : undefined
        }
        trailing={
          <IconButton
            icon={visible ? EyeOffIcon : EyeIcon}
            label={t(visible ? "form.hide" : "form.show")}
            testid={testid.showKey}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          />
        }
      />
      {removed.length > 0 ? (
        <Notice tone="note" role="status" testid={testid.pasteNotice}>
          {t("form.pasteCleaned", { what: list(removed.map((what) => t(`form.removed.${what}`))) })}
        </Notice>
      ) : null}
    </div>
  );
}
