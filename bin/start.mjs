// `npm start` and `npm run dev`: must run before anything is installed, and speak plainly to an old Node.
import("./bootstrap.mjs")
  .then(({ checkNode, install, root }) => {
    checkNode();
    install();
    process.chdir(root);
    return import("tsx/esm/api");
  })
  .then(({ register }) => {
    register();
    return import("./launch.ts");
  })
  .then(({ launch }) => launch(process.argv.slice(2)))
  .catch((error) => {
    console.error(error?.name === "Refusal" ? `\n${error.message}\n` : error);
    process.exit(1);
  });
