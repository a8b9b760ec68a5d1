-- Submits comments, each with a key of its own and from an address of its own, and writes the id of every comment that
-- was acknowledged to a file, one a line, so that afterwards the database can be asked for each of them.
--   wrk … -s submit.lua URL -- FILE PREFIX SITE ARTICLE

local count = 0
local prefix, site, article, told

function init(arguments)
  told = assert(io.open(arguments[1], "a"))
  told:setvbuf("line")
  prefix, site, article = arguments[2], arguments[3], arguments[4]
end

local body = '{"site":"%s","article":"%s","key":"%s-%016d","name":"Rojîn Çelik","body":"%s %d"}'
local words = "The bridge is open again, and the queue at the crossing is as long as it ever was. "
  .. "Nobody has told us yet who will pay for the second lane.\\n\\nپردەکە کرایەوە."

function request()
  count = count + 1
  return wrk.format("POST", nil, {
    ["Content-Type"] = "application/json",
    ["X-Forwarded-For"] = string.format("10.%d.%d.%d", count / 65536 % 256, count / 256 % 256, count % 256),
  }, body:format(site, article, prefix, count, words, count))
end

function response(status, _, answer)
  if status == 201 then
    told:write(answer:match('"comment":"(%x+)"'), "\n")
  end
end
