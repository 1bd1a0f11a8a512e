import { useEffect } from "react";
import { useMove } from "./navigation";

const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/** Ctrl+N adds, Ctrl+F searches, Ctrl+, opens the preferences, Esc goes back. Cmd serves as Ctrl on a Mac. */
export function useShortcuts(onBack: () => void): void {
  const move = useMove();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector(OVERLAY)) return;
      if (event.key === "Escape") {
        onBack();
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      switch (event.key.toLowerCase()) {
        case "n":
          event.preventDefault();
          move({ to: "tiles" });
          break;
        case "f":
          event.preventDefault();
          document.querySelector<HTMLInputElement>("[data-main-search]")?.focus();
          break;
        case ",":
          event.preventDefault();
          move({ to: "page", page: "preferences" });
          break;
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [move, onBack]);
}
