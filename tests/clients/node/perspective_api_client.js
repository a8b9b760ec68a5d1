// perspective-api-client 3.1.0: prints one line of JSON for each call, `returned` or `failed`.
'use strict';
const Perspective = require('perspective-api-client');

const {key, calls} = JSON.parse(require('fs').readFileSync(0, 'utf8'));

async function main() {
  for (const {text, options, key: other} of calls) {
    const client = new Perspective({apiKey: other || key});
    let told;
    try {
      told = {returned: await client.analyze(text, options)};
    } catch (error) {
      told = {
        failed: error.message,
        name: error.name,
        status: error.response && error.response.status,
        answer: error.response && error.response.data,
      };
    }
    console.log(JSON.stringify(told));
  }
}

main();
