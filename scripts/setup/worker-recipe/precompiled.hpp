// Parsed once instead of with each of the worker's 200 source files, which
// takes nearly half off the build time.
#include "common.hpp"
#include "Channel/ChannelNotifier.hpp"
#include "Logger.hpp"
#include "MediaSoupErrors.hpp"
#include "SharedInterface.hpp"
#include "Utils.hpp"
#include <ankerl/unordered_dense.h>
#include <uv.h>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
