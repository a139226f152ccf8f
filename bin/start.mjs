// `npm start` and `npm run dev`: must run before anything is installed, and speak plainly to an old Node.
import("./bootstrap.mjs")
  .then(({ checkNode, install, root }) => {
    checkNode();
    install();
    process.chdir(root);
    // From here on this process reads TypeScript.
    return import("tsx");
  })
  .then(() => import("./launch.ts"))
  .then(({ launch }) => launch(process.argv.slice(2)))
  .catch((error) => {
    console.error(error?.name === "Refusal" ? `\n${error.message}\n` : error);
    process.exit(1);
  });
