// Stands in for name resolution: the fixed host is where FRONT_PORT says, on this machine; any other host is refused, so that
// nothing leaves it. Loaded with `node --require`; the clients themselves are as they were published.
'use strict';
const net = require('net');

const FIXED_HOST = 'commentanalyzer.googleapis.com';
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...given) {
  // What net.connect hands on is its arguments already sorted: an array with the options first.
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (!options || options.host !== FIXED_HOST || Number(options.port) !== 443) {
    throw new Error('no other host may be reached here');
  }
  options.host = '127.0.0.1';
  options.port = Number(process.env.FRONT_PORT);
  return connect.apply(this, given);
};
