"use client";

import { LayoutTemplate } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeText } from "@/components/ui/time-text";
import type { Action } from "@/components/ui/use-action";
import type { Ladder } from "@/lib/ladder/schema";
import type { Message } from "@/lib/message/schema";
import { builtInTemplates } from "@/lib/templates/built-in";
import type { BuiltInTemplate } from "@/lib/templates/template";
import type { Topic } from "@/lib/workspace/schema";
import { OwnTemplateMenu } from "./own-template-menu";
import { UseTemplate } from "./use-template";

interface OwnTemplateItem {
  id: string;
  name: string;
  message: Message;
  ladder: Ladder | null;
  /** ISO 8601. */
  updatedAt: string;
}

export interface TemplateGalleryProps {
  own: OwnTemplateItem[];
  topics: Topic[];
  timeZone: string;
  mayWrite: boolean;
  create: Action<{ id: string }>;
  rename: Action<unknown>;
  remove: Action<unknown>;
  renderThumbnail: (message: Message) => ReactNode;
}

/** Everything a message can begin with: the workspace's own, whole scenarios, and one for each common occasion. */
export function TemplateGallery(props: TemplateGalleryProps) {
  const { own, topics, timeZone, mayWrite, create, rename, remove, renderThumbnail } = props;
  const builtIn = (group: BuiltInTemplate["group"]) =>
    builtInTemplates
      .filter((template) => template.group === group)
      .map(({ key, name, summary, audienceHint, message, ladder }) => (
        <TemplateCard
          key={key}
          name={name}
          ladder={ladder}
          thumbnail={renderThumbnail(message)}
          action={mayWrite && <UseTemplate source={{ kind: "built_in", key }} {...{ name, topics, create }} />}
        >
          <p>{summary}</p>
          <p className="mt-1.5 text-muted text-sm">{audienceHint}</p>
        </TemplateCard>
      ));
  const yours = (
    <Group title="Your templates" description="Kept from the composer with “Save as template”.">
      {own.length === 0 ? (
        <EmptyState
          className="rounded-xl border border-dashed"
          icon={<LayoutTemplate />}
          title="None yet"
          description="Open a message in the composer and choose Save as template. It is kept here for everybody in the workspace."
        />
      ) : (
        <Cards>
          {own.map(({ id, name, message, ladder, updatedAt }) => (
            <TemplateCard
              key={id}
              name={name}
              ladder={ladder}
              thumbnail={renderThumbnail(message)}
              menu={mayWrite && <OwnTemplateMenu {...{ id, name, rename, remove }} />}
              action={mayWrite && <UseTemplate source={{ kind: "own", id }} {...{ name, topics, create }} />}
            >
              <p className="text-muted text-sm">
                Changed <TimeText at={updatedAt} timeZone={timeZone} showZone />
              </p>
            </TemplateCard>
          ))}
        </Cards>
      )}
    </Group>
  );
  return (
    <div className="space-y-10">
      {own.length > 0 && yours}
      <Group title="Scenarios" description="A message and the ladder that brings it to each person, step by step.">
        <Cards>{builtIn("scenario")}</Cards>
      </Group>
      <Group title="Occasions" description="One message each, with the usual ladder. Pictures are yours to choose.">
        <Cards>{builtIn("use_case")}</Cards>
      </Group>
      {own.length === 0 && yours}
    </div>
  );
}

function Group({ title, description, children }: { title: string; description: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="mb-3 text-muted">{description}</p>
      {children}
    </section>
  );
}

function Cards({ children }: { children: ReactNode }) {
  return <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">{children}</ul>;
}

function TemplateCard({
  name,
  ladder,
  thumbnail,
  menu,
  action,
  children,
}: {
  name: string;
  ladder: Ladder | null;
  thumbnail: ReactNode;
  menu?: ReactNode;
  action: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex min-w-0 flex-col overflow-clip rounded-xl border bg-surface">
      {/* The words beside it say what it is; the picture is for the eye. */}
      <div aria-hidden className="h-64 overflow-clip border-b bg-sunken pt-5">
        {thumbnail}
      </div>
      <div className="flex min-w-0 flex-1 flex-col p-4">
        <div className="mb-1 flex items-start justify-between gap-2">
          <h3 className="min-w-0 font-semibold [overflow-wrap:anywhere]">{name}</h3>
          <span className="flex shrink-0 items-center gap-1">
            {ladder !== null && (
              <Badge>
                {ladder.rungs.length} {ladder.rungs.length === 1 ? "step" : "steps"}
              </Badge>
            )}
            {menu}
          </span>
        </div>
        {children}
        {action && <div className="mt-auto flex justify-end pt-4">{action}</div>}
      </div>
    </li>
  );
}
