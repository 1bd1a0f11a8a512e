import type { ReactNode } from "react";

type IconProps = { className?: string };

function Glyph({ className = "size-4", children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      {children}
    </svg>
  );
}

function glyph(paths: ReactNode) {
  return (props: IconProps) => <Glyph {...props}>{paths}</Glyph>;
}

export const KeyIcon = glyph(
  <>
    <circle cx="5.25" cy="10.75" r="2.75" />
    <path d="m7.3 8.7 6-6M11 5l2 2" />
  </>,
);
export const ModelsIcon = glyph(
  <>
    <path d="m8 2 6 3-6 3-6-3 6-3Z" />
    <path d="m2 8 6 3 6-3M2 11l6 3 6-3" />
  </>,
);
export const SlidersIcon = glyph(
  <>
    <path d="M2 5h5M11 5h3M2 11h3M9 11h5" />
    <circle cx="9" cy="5" r="1.75" />
    <circle cx="7" cy="11" r="1.75" />
  </>,
);
export const VaultIcon = glyph(
  <>
    <rect x="2" y="2.5" width="12" height="10" rx="1.75" />
    <circle cx="8" cy="7.5" r="2.25" />
    <path d="M8 5.25V4.5M8 10.5v-.75M5.75 7.5H5M11 7.5h-.75M4.5 12.5v1.25M11.5 12.5v1.25" />
  </>,
);
export const ActivityIcon = glyph(
  <>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M8 4.75V8l2.25 1.5" />
  </>,
);
export const PlusIcon = glyph(<path d="M8 3v10M3 8h10" />);
export const ImportIcon = glyph(
  <path d="M8 2.5v7M5 6.75l3 3 3-3M2.5 10v2.5a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V10" />,
);
export const SearchIcon = glyph(
  <>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.25 10.25 3.25 3.25" />
  </>,
);
export const CopyIcon = glyph(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M3.5 10.5h-.25A.75.75 0 0 1 2.5 9.75v-6.5a.75.75 0 0 1 .75-.75h6.5a.75.75 0 0 1 .75.75v.25" />
  </>,
);
export const EyeIcon = glyph(
  <>
    <path d="M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8Z" />
    <circle cx="8" cy="8" r="1.75" />
  </>,
);
export const EyeOffIcon = glyph(
  <path d="M6.2 4A6 6 0 0 1 8 3.75c4 0 6.25 4.25 6.25 4.25a11 11 0 0 1-1.6 2.05M10 11.9a6 6 0 0 1-2 .35C4 12.25 1.75 8 1.75 8A11 11 0 0 1 4.1 5.3M2.5 2.5l11 11" />,
);
export const RefreshIcon = glyph(
  <path d="M13.25 8a5.25 5.25 0 1 1-1.6-3.77L13.5 6M13.5 2.75V6h-3.25" />,
);
export const MoreIcon = glyph(<path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2" />);
export const TrashIcon = glyph(
  <path d="M2.5 4.5h11M6 4.25V2.5h4v1.75M4 4.75l.5 8.5h7l.5-8.5M6.75 7.5v3M9.25 7.5v3" />,
);
export const PencilIcon = glyph(<path d="m10.5 3 2.5 2.5-7.25 7.25-3.25.75.75-3.25L10.5 3Z" />);
export const ExternalIcon = glyph(<path d="M6.5 3.5h-3v9h9v-3M9 2.75h4.25V7M13 3 7.75 8.25" />);
export const BookIcon = glyph(
  <path d="M8 4.25C6.75 3.25 4.75 3 2.5 3v9c2.25 0 4.25.25 5.5 1.25 1.25-1 3.25-1.25 5.5-1.25V3c-2.25 0-4.25.25-5.5 1.25Zm0 0v9" />,
);
export const LockIcon = glyph(
  <>
    <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
    <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
  </>,
);
export const ChevronDownIcon = glyph(<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />);
export const ChevronUpDownIcon = glyph(<path d="m5 6.25 3-3 3 3M5 9.75l3 3 3-3" />);
export const ArrowLeftIcon = glyph(<path d="M13 8H3M7 4 3 8l4 4" />);
export const CheckIcon = glyph(<path d="m3 8.5 3.25 3.25L13 5" />);
export const AlertIcon = glyph(<path d="M8 2.25 14.25 13.5H1.75L8 2.25ZM8 6.75v3M8 11.5h.01" />);
export const CloseIcon = glyph(<path d="m4 4 8 8M12 4l-8 8" />);
export const UserIcon = glyph(
  <>
    <circle cx="8" cy="5.5" r="2.75" />
    <path d="M2.75 13.5c.6-2.4 2.7-3.75 5.25-3.75s4.65 1.35 5.25 3.75" />
  </>,
);

/** The mark: the keystone of icons/keystow.svg with its keyhole, without the stones beside it. */
export function KeystowMark({ className = "size-6" }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="48 48 928 928"
      className={`shrink-0 ${className}`}
    >
      <rect x="48" y="48" width="928" height="928" rx="208" className="fill-accent" />
      <g transform="translate(118 118) scale(0.77)">
        <path
          d="M262 168 L762 168 L640 856 L384 856 Z"
          strokeWidth="56"
          strokeLinejoin="round"
          className="fill-on-accent stroke-on-accent"
        />
        <path
          d="M512 318 A104 104 0 0 0 458 511 L432 700 L592 700 L566 511 A104 104 0 0 0 512 318 Z"
          className="fill-accent"
        />
      </g>
    </svg>
  );
}
