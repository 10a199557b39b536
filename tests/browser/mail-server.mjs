// A real mail server for the stories: listens on loopback, says its port, then each mail it takes as one
// line of JSON. Ends when its standard input is closed.

import { SMTPServer } from "smtp-server";

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, session, taken) {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const text = Buffer.concat(parts).toString("utf8");
      const to = session.envelope.rcptTo.map((one) => one.address);
      console.log(JSON.stringify({ from: session.envelope.mailFrom.address, to, text }));
      taken();
    });
  },
});
server.listen(0, "127.0.0.1", () => console.log(server.server.address().port));
process.stdin.resume();
process.stdin.on("end", () => server.close(() => process.exit(0)));
