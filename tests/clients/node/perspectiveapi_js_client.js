// @conversationai/perspectiveapi-js-client 1.0.1: prints one line of JSON for each call, `returned` or `failed`.
'use strict';
const {Client} = require('@conversationai/perspectiveapi-js-client');

const {key, calls} = JSON.parse(require('fs').readFileSync(0, 'utf8'));

async function main() {
  for (const {text, options, key: other} of calls) {
    let told;
    try {
      told = {returned: await new Client(other || key).getScores(text, options)};
    } catch (error) {
      told = {failed: error.message};
    }
    console.log(JSON.stringify(told));
  }
}

main();
