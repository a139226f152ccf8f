"use client";

import "./globals.css";

/** The last net, when even the outer layout failed: leans on nothing but the style sheet. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-4 text-center font-sans">
        <title>Cascade could not start this page</title>
        <main>
          <h1 className="font-semibold text-2xl">Cascade could not start this page</h1>
          <p className="mt-1 text-muted">Something went wrong on our side. Nothing was changed.</p>
          <button type="button" onClick={retry} className="mt-5 h-9 rounded-lg border px-3.5 font-medium">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
