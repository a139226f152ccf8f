import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { blobPath, putBlob } from "@/db/blobs";
import { countAudience, sampleAudience } from "@/db/queries/audience";
import { appendConsentEvents, currentConsent } from "@/db/queries/consent";
import { countContacts, listContacts, loadContact } from "@/db/queries/contacts";
import {
  confirmImport,
  createImport,
  failImport,
  finishImport,
  listImports,
  listRejections,
  loadImport,
  setRowsTotal,
} from "@/db/queries/imports";
import { ensureContactList, listContactLists, listsOfContact } from "@/db/queries/lists";
import { epoch, later, makeWorkspace } from "@/db/queries/people.fixtures";
import { consentEvent } from "@/db/schema/tables";
import { type TestDatabase, testDatabase } from "@/db/testing";
import type { ImportMapping } from "@/lib/import/mapping";
import { importContacts } from "./import-contacts";
import { inspectFile } from "./inspect-file";

let database: TestDatabase;
let folder: string;
let workspaceId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cascade-import-"));
  database = await testDatabase();
  process.env.CASCADE_BLOBS = folder;
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await database.end();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  workspaceId = await makeWorkspace(database.db);
});

const nobodyAgreed = {
  defaultCountry: "US",
  consent: { kind: "none" },
  consentChannels: [],
  consentSource: "",
  listName: "",
} as const satisfies Partial<ImportMapping>;

/** Uploads and confirms a file as the pages do; the mapping is the guess unless changed. */
async function upload(file: string | Uint8Array, changes: Partial<ImportMapping> = {}, listId: string | null = null) {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const blobHash = await putBlob(bytes);
  const found = await inspectFile(blobPath(blobHash), "US");
  const id = uuidv7();
  const meta = { userId: uuidv7(), fileName: "people.csv", bytes: bytes.byteLength, now: epoch };
  await createImport(database.db, { id, workspaceId, blobHash, detected: { ...found }, ...meta });
  const { targets, hasHeader } = found.guess;
  const mapping: ImportMapping = { ...nobodyAgreed, consentChannels: [], targets, hasHeader, ...changes };
  await confirmImport(database.db, workspaceId, id, mapping, listId);
  return id;
}

const run = (id: string) => importContacts({ db: database.db, now: () => later(60) }, workspaceId, id);

async function outcome(id: string) {
  const job = await loadImport(database.db, workspaceId, id);
  if (job === null) throw new Error("The import is gone");
  const { state, rowsRead, rowsTotal, created, updated, duplicates, rejected, failure } = job;
  return { state, rowsRead, rowsTotal, created, updated, duplicates, rejected, failure };
}

const everybody = async () =>
  (await listContacts(database.db, workspaceId, { search: "", listId: null, after: null, limit: 100_000 })).map(
    (person) => ({ name: person.firstName, phone: person.addresses[0]?.value, id: person.id }),
  );

const phoneAt = (index: number) => `+1415${String(2_000_000 + index)}`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => `P${index},${phoneAt(index)}`);
const file = (lines: string[]) => ["first name,phone", ...lines].join("\n");

describe("encodings", () => {
  const text = "first name;phone\r\nZoë;+1 415 200 0001\r\n";
  const utf16 = (bigEndian: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return bigEndian ? bytes.swap16() : bytes;
  };
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 little endian", utf16(false)],
    ["UTF-16 big endian", utf16(true)],
    ["Latin-1", Buffer.from(text, "latin1")],
  ])("reads names in %s", async (_, bytes) => {
    const id = await upload(bytes);
    await run(id);
    expect(await everybody()).toMatchObject([{ name: "Zoë", phone: "14152000001" }]);
  });

  it("reads Latin-1 also where the first odd letter comes late in the file", async () => {
    const id = await upload(Buffer.from(file([...rows(6_000), `Zoë,${phoneAt(9_000)}`]), "latin1"));
    await run(id);
    const found = await listContacts(database.db, workspaceId, { search: "Zoë", listId: null, after: null, limit: 5 });
    expect(found).toHaveLength(1);
  });
});

describe("files that are none", () => {
  it.each([
    ["empty", "", "The file is empty"],
    ["only empty lines", "\n\n\n", "no rows"],
    ["a picture", Buffer.from([0x89, 0x50, 0, 0x47, 0xff, 0xfe, 0xfd, 0xd8, 0xff, 0xc0, 0xc1]), "not a text file"],
    ["a quotation mark never closed", 'first name,phone\nAna,+14152000001\n"Bea,+14152000002\n', "Row 3 does not end"],
    ["a million empty columns", `${",".repeat(1_000_000)}\n`, "columns; at most 200"],
    ["a million columns", `${"cell,".repeat(1_000_000)}\n`, "columns; at most 200"],
  ])("%s is refused with a sentence", async (_, bytes, sentence) => {
    await expect(upload(bytes)).rejects.toThrow(sentence);
  });

  it("a quotation mark that is never closed far down: names the row and imports nothing", async () => {
    const lines = rows(20_000);
    lines[12_344] = `"P12344,${phoneAt(12_344)}`;
    const id = await upload(file(lines));
    await run(id);
    expect(await outcome(id)).toMatchObject({ state: "failed", created: 0, updated: 0 });
    // The header is row 1.
    expect((await outcome(id)).failure).toMatch(/^Row 12346 does not end.*Nothing was imported\.$/);
    expect(await countContacts(database.db, workspaceId)).toBe(0);
  });

  it("a file that turns bad between two runs: says how many people had been imported", async () => {
    const lines = rows(1_500);
    const id = await upload(file(lines));
    await setRowsTotal(database.db, workspaceId, id, 1_500);
    const job = await loadImport(database.db, workspaceId, id);
    const broken = await putBlob(Buffer.from(file([...lines.slice(0, 100), '"']), "utf8"));
    await database.sql`update contact_import set rows_read = 100, created_count = 100, blob_hash = ${broken} where id = ${id}`;
    await run(id);
    expect(job).not.toBeNull();
    expect((await outcome(id)).failure).toContain("100 people from the first 100 rows had been imported already.");
  });
});

describe("headers", () => {
  it("finds phones in a file without a header, and imports the first row too", async () => {
    const id = await upload("Ana,+14152000001\nBea,+14152000002\n");
    await run(id);
    expect((await everybody()).map(({ phone }) => phone).sort()).toEqual(["14152000001", "14152000002"]);
  });
  it("keeps the first of two columns of one name", async () => {
    const id = await upload("phone,phone,plan,plan\n+14152000001,+14152000002,gold,silver\n");
    await run(id);
    const [person] = await everybody();
    expect(person?.phone).toBe("14152000001");
    const contact = await loadContact(database.db, workspaceId, person?.id ?? "");
    expect(contact?.attributes).toEqual({ plan: "gold" });
  });
});

describe("rows", () => {
  it("keeps formulas, emoji, right-to-left, quotes and tags as the text they are", async () => {
    const names = ["=CMD|'/C calc'!A0", "👩‍👩‍👧 Ana", "שָׁלוֹם", 'O"Neil, Jr.', "<script>alert(1)</script>"];
    const id = await upload(file(names.map((name, index) => `"${name.replaceAll('"', '""')}",${phoneAt(index)}`)));
    await run(id);
    expect((await everybody()).map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it("counts duplicates and rejected rows apart, and keeps each with its reason and cells", async () => {
    const id = await upload(
      `id,first name,phone\n1,Ana,+14152000001\n2,Again,+14152000001\n1,Same id,+14152000009\n3,Bad,12\n4,${"x".repeat(501)},+14152000003\n5,NUL\0,oops\0`,
    );
    await run(id);
    expect(await outcome(id)).toMatchObject({ state: "finished", created: 1, duplicates: 2, rejected: 3, rowsRead: 6 });
    const rejections = await listRejections(database.db, workspaceId, id, 0, 100);
    expect(rejections.map(({ rowNumber }) => rowNumber)).toEqual([3, 4, 5, 6, 7]);
    expect(rejections[0]).toMatchObject({ reason: "Same phone number as row 2, which was imported." });
    expect(rejections[1]?.reason).toBe("Same customer id as row 2, which was imported.");
    expect(rejections[2]).toMatchObject({ cells: ["3", "Bad", "12"] });
  });

  it("updates people who are known and erases nothing with empty cells", async () => {
    await run(await upload("id,first name,phone,plan\nA1,Ana,+14152000001,gold\n"));
    const again = await upload("id,first name,phone,city\nA1,,+14152000002,Rome\n");
    await run(again);
    expect(await outcome(again)).toMatchObject({ created: 0, updated: 1 });
    const [person] = await everybody();
    const contact = await loadContact(database.db, workspaceId, person?.id ?? "");
    expect(contact).toMatchObject({ firstName: "Ana", attributes: { plan: "gold", city: "Rome" } });
    expect(contact?.addresses.map(({ value }) => value).sort()).toEqual(["14152000001", "14152000002"]);
  });
});

describe("interruptions", () => {
  it("goes on after the last stored batch: nobody twice, nobody lost", async () => {
    const id = await upload(file([...rows(2_500), `Again,${phoneAt(3)}`]));
    let batches = 0;
    const dying = new Proxy(database.db, {
      get(target, key, receiver) {
        // Every batch is one transaction; the process ends at the third.
        if (key === "transaction") batches += 1;
        if (key === "transaction" && batches === 3) throw new Error("killed");
        return Reflect.get(target, key, receiver);
      },
    });
    await expect(importContacts({ db: dying, now: () => epoch }, workspaceId, id)).rejects.toThrow("killed");
    expect(await outcome(id)).toMatchObject({ state: "running", rowsRead: 2_000, created: 2_000 });
    await run(id);
    await run(id);
    expect(await outcome(id)).toEqual({
      state: "finished",
      rowsRead: 2_501,
      rowsTotal: 2_501,
      created: 2_500,
      updated: 0,
      duplicates: 1,
      rejected: 0,
      failure: null,
    });
    expect(await countContacts(database.db, workspaceId)).toBe(2_500);
  });

  it("two at once store every row once", async () => {
    const id = await upload(file(rows(3_000)));
    await Promise.all([run(id), run(id)]);
    expect(await outcome(id)).toMatchObject({ state: "finished", created: 3_000, updated: 0, rowsRead: 3_000 });
    expect(await countContacts(database.db, workspaceId)).toBe(3_000);
  });

  it("starts once, however often it is confirmed", async () => {
    const id = await upload(file(rows(1)));
    const mapping: ImportMapping = { ...nobodyAgreed, consentChannels: [], targets: ["phone"], hasHeader: true };
    expect(await confirmImport(database.db, workspaceId, id, mapping, null)).toBe(false);
  });
});

describe("consent", () => {
  const agreed: Partial<ImportMapping> = { consent: { kind: "everyone" }, consentSource: "Form on shop.example" };

  it("is in the ledger with the file, the row and the words", async () => {
    await run(await upload(file(["Ana,+14152000001"]), agreed));
    const [event] = await database.db.select().from(consentEvent).where(eq(consentEvent.workspaceId, workspaceId));
    expect(event).toMatchObject({
      status: "opted_in",
      source: "import",
      proof: { words: "Form on shop.example", file: "people.csv", row: "2" },
    });
  });

  it("of a column counts only where it says yes, and only for its channels", async () => {
    const consent = { kind: "column", column: 2 } as const;
    await run(
      await upload("first name,phone,opt-in\nAna,+14152000001,yes\nBea,+14152000002,no\n", {
        ...agreed,
        consent,
        consentChannels: ["rcs"],
      }),
    );
    const people = await everybody();
    const consentOf = (name: string) =>
      currentConsent(database.db, workspaceId, people.find((person) => person.name === name)?.id ?? "");
    expect(await consentOf("Ana")).toEqual([{ channel: "rcs", topic: "*", status: "opted_in" }]);
    expect(await consentOf("Bea")).toEqual([]);
  });

  it("never revives somebody who opted out", async () => {
    await run(await upload(file(["Ana,+14152000001"]), agreed));
    const [person] = await everybody();
    const contactId = person?.id ?? "";
    const scope = { workspaceId, contactId, channel: "*", topic: "*" };
    await appendConsentEvents(database.db, [
      { ...scope, status: "opted_out", source: "keyword", proof: {}, at: later(90) },
    ]);
    await run(await upload(file(["Ana,+14152000001"]), agreed));
    await run(await upload(file(["Ana,+14152000001"]), { ...agreed, consentChannels: ["rcs"] }));
    expect(await currentConsent(database.db, workspaceId, contactId)).toEqual([
      { channel: "*", topic: "*", status: "opted_out" },
    ]);
  });
});

describe("workspaces", () => {
  it("see nothing of each other and change nothing of each other", async () => {
    const { db } = database;
    const listId = await ensureContactList(db, workspaceId, "Customers");
    const id = await upload(file(["Ana,+14152000001", "Bad,1"]), {}, listId);
    await run(id);
    const [person] = await everybody();
    const before = await outcome(id);
    const other = await makeWorkspace(db);
    expect(await loadImport(db, other, id)).toBeNull();
    expect(await listImports(db, other, 10)).toEqual([]);
    expect(await listRejections(db, other, id, 0, 10)).toEqual([]);
    expect(await listContacts(db, other, { search: "", listId, after: null, limit: 10 })).toEqual([]);
    expect(await countContacts(db, other)).toBe(0);
    expect(await loadContact(db, other, person?.id ?? "")).toBeNull();
    expect(await listContactLists(db, other)).toEqual([]);
    expect(await listsOfContact(db, other, person?.id ?? "")).toEqual([]);
    expect(await countAudience(db, other, { kind: "list", listId })).toBe(0);
    expect(await sampleAudience(db, other, { kind: "all" }, 10)).toEqual([]);
    await failImport(db, other, id, "no", epoch);
    await finishImport(db, other, id, epoch);
    await setRowsTotal(db, other, id, 7);
    await importContacts({ db, now: () => epoch }, other, id);
    expect(await outcome(id)).toEqual(before);
  });

  it("may know the same number, each as its own person", async () => {
    await run(await upload(file(["Ana,+14152000001"])));
    const first = workspaceId;
    workspaceId = await makeWorkspace(database.db);
    await run(await upload(file(["Ben,+14152000001"])));
    expect(await everybody()).toMatchObject([{ name: "Ben" }]);
    expect(await countContacts(database.db, first)).toBe(1);
  });
});

it("imports 20,000 rows with consent in seconds", async () => {
  const listId = await ensureContactList(database.db, workspaceId, "Big");
  const id = await upload(file(rows(20_000)), { consent: { kind: "everyone" }, consentSource: "Form" }, listId);
  const began = performance.now();
  await run(id);
  const seconds = (performance.now() - began) / 1000;
  expect(await outcome(id)).toMatchObject({ state: "finished", created: 20_000 });
  const [members] = await database.db.execute<{ count: number }>(
    sql`select count(*)::int as count from contact_list_member where list_id = ${listId}`,
  );
  expect(members?.count).toBe(20_000);
  expect(seconds).toBeLessThan(40);
});
