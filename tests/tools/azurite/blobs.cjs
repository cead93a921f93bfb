// Azure's Blob Storage on 127.0.0.1, in memory, until its standard input is closed: a
// test that is killed leaves nothing behind. Accounts and keys come in AZURITE_ACCOUNTS; the port is printed.
const blob = "azurite/dist/src/blob";
const rights = require(`${blob}/authentication/OperationAccountSASPermission`).default;
const operations = require(`${blob}/generated/artifacts/operation`).default;

// What it lacks and Azure has: many removals in one request of a container, by a signature.
rights.set(operations.Container_SubmitBatch, rights.get(operations.Service_SubmitBatch));

process.stdin.on("end", () => process.exit(0)).resume();
process.stdout.on("error", () => process.exit(0));
process.argv.push(
  "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--disableTelemetry", "--silent",
);
require(`${blob}/main.js`);
