-- Asks a moderation phase of Coral about one comment after the other, each signed beforehand.
--   wrk … -s coral.lua URL -- FILE
-- FILE holds for each comment a line with the signature and, behind a blank, the request's body.

local requests = {}
local count = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local signature, body = line:match("^(%S+) (.*)$")
    requests[#requests + 1] = wrk.format("POST", nil, {
      ["Content-Type"] = "application/json",
      ["X-Coral-Signature"] = signature,
    }, body)
  end
end

function request()
  count = count + 1
  return requests[count % #requests + 1]
end
