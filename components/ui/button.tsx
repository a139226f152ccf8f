import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const variants = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover border-transparent",
  secondary: "bg-surface text-ink border-line-strong/60 hover:bg-hover",
  quiet: "bg-transparent text-ink border-transparent hover:bg-hover",
  danger: "bg-danger text-on-danger border-transparent hover:bg-danger-hover",
} as const;

const sizes = {
  sm: "h-7 gap-1.5 px-2.5 text-sm",
  md: "h-9 gap-2 px-3.5 text-base",
  lg: "h-11 gap-2 px-5 text-lg",
} as const;

const iconSizes = { sm: "w-7 px-0", md: "w-9 px-0", lg: "w-11 px-0" } as const;

export interface ButtonProps extends ComponentProps<"button"> {
  /** One primary per view. */
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Square, for a button whose only content is an icon; it then needs an aria-label. */
  iconOnly?: boolean;
  /** Work is under way: shows a spinner, keeps its width and takes no second click. */
  busy?: boolean;
  /** Gives its looks to the single child instead, for links. */
  asChild?: boolean;
}

export function Button({
  variant = "secondary",
  size = "md",
  iconOnly = false,
  busy = false,
  asChild = false,
  className,
  disabled,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  const looks = classNames(
    "relative inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-lg border font-medium transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
    iconOnly && iconSizes[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={looks} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type}
      className={looks}
      disabled={disabled}
      // Not `disabled` while busy: that would throw away the keyboard focus.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? (
        <>
          {/* Seen through rather than hidden: the button keeps its name for screen readers. */}
          <span className="inline-flex items-center justify-center gap-[inherit] opacity-0">{children}</span>
          <span className="absolute inset-0 grid place-items-center rounded-lg bg-inherit">
            <LoaderCircle className="animate-spin" aria-hidden />
          </span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
