import type { KeyboardEvent, Ref } from "react";
import { useSpeech } from "../i18n/useSpeech";
import { IconButton } from "./Button";
import { INPUT } from "./fieldStyle";
import { CloseIcon, SearchIcon } from "./icons";

type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onArrowDown?: () => void;
  testid?: string;
  className?: string;
  /** The field Ctrl+F goes to. */
  main?: boolean;
  ref?: Ref<HTMLInputElement>;
};

export function SearchField({
  label,
  value,
  onChange,
  onArrowDown,
  testid,
  className = "",
  main = false,
  ref,
}: SearchFieldProps) {
  const { t } = useSpeech();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && value) {
      event.stopPropagation();
      onChange("");
    } else if (event.key === "ArrowDown" && onArrowDown) {
      event.preventDefault();
      onArrowDown();
    }
  };
  return (
    <div className={`relative ${className}`}>
      <SearchIcon className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        data-testid={testid}
        data-main-search={main ? "" : undefined}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${INPUT} appearance-none pl-8 ${value ? "pr-8" : ""}`}
      />
      {value ? (
        <IconButton
          label={t("frame.action.clearSearch")}
          icon={CloseIcon}
          className="absolute top-0 right-0"
          onClick={() => onChange("")}
        />
      ) : null}
    </div>
  );
}
