// ankerl::unordered_dense, which Debian 12 does not have, by the standard
// containers: slower to iterate, and stricter than the worker needs in what an
// insertion or an erasure leaves valid.
#ifndef SFU_ROOM_UNORDERED_DENSE_H
#define SFU_ROOM_UNORDERED_DENSE_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename T>
	struct hash
	{
		size_t operator()(const T& value) const noexcept
		{
			const auto bits = static_cast<uint64_t>(std::hash<T>{}(value));

			if constexpr (std::is_scalar_v<T>)
			{
				return static_cast<size_t>(Spread(bits));
			}
			else
			{
				return static_cast<size_t>(bits);
			}
		}

	private:
		// std::hash of a number is the number itself, and the worker combines such
		// hashes into keys of ports and addresses: murmur3's finaliser spreads them.
		static constexpr uint64_t Spread(uint64_t bits) noexcept
		{
			bits = (bits ^ (bits >> 33)) * 0xff51afd7ed558ccdULL;
			bits = (bits ^ (bits >> 33)) * 0xc4ceb9fe1a85ec53ULL;

			return bits ^ (bits >> 33);
		}
	};

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense

#endif
