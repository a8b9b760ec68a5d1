-- Has one text after the other judged, as one of the surfaces takes it.
--   wrk … -s scoring.lua URL -- FILE KEY
-- FILE holds a request's body on each line; KEY goes into the Authorization header, "-" for none.

local requests = {}
local count = 0

function init(arguments)
  local headers = {["Content-Type"] = "application/json"}
  if arguments[2] ~= "-" then
    headers["Authorization"] = "Bearer " .. arguments[2]
  end
  for body in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
  end
end

function request()
  count = count + 1
  return requests[count % #requests + 1]
end
