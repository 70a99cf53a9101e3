// libsrtp 3's API, as far as mediasoup-worker calls it, in terms of libsrtp 2.
//
// The worker is C++, so version 3's functions stand beside version 2's as
// overloads. Only `srtp_policy_t` means two different things: a plain struct in
// version 2, a handle with setters in version 3.
#ifndef SFU_ROOM_SRTP3_ON_SRTP2_H
#define SFU_ROOM_SRTP3_ON_SRTP2_H

#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <openssl/crypto.h>

inline constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
inline constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct Srtp3Policy
{
	srtp_profile_t profile{ srtp_profile_reserved };
	srtp2_policy_t base{};
	std::array<uint8_t, SRTP_MAX_KEY_LEN> keyAndSalt{};
	bool hasKey{ false };
};

using srtp_policy_t = Srtp3Policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) Srtp3Policy;

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		// A plain memset() of memory about to be freed may be optimised away.
		OPENSSL_cleanse(policy->keyAndSalt.data(), policy->keyAndSalt.size());
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->base.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->base.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->base.window_size = static_cast<unsigned long>(size);

	return srtp_err_status_ok;
}

// One key without MKI is all that DTLS-SRTP in the worker asks for; anything
// else is refused rather than half supported.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	if (policy->hasKey || mkiLen != 0 || keyLen > policy->keyAndSalt.size() || saltLen > policy->keyAndSalt.size() - keyLen)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->keyAndSalt.data(), key, keyLen);
	std::memcpy(policy->keyAndSalt.data() + keyLen, salt, saltLen);
	policy->hasKey = true;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	if (!policy->hasKey)
	{
		return srtp_err_status_bad_param;
	}

	srtp2_policy_t& base = policy->base;

	// Two calls, because SRTCP keeps its 80 bit tag where SRTP has one of 32.
	srtp_err_status_t err = srtp_crypto_policy_set_from_profile_for_rtp(&base.rtp, policy->profile);

	if (err == srtp_err_status_ok)
	{
		err = srtp_crypto_policy_set_from_profile_for_rtcp(&base.rtcp, policy->profile);
	}

	if (err != srtp_err_status_ok)
	{
		return err;
	}

	base.key = policy->keyAndSalt.data();

	return srtp_create(session, static_cast<const srtp2_policy_t*>(&base));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace srtp3_on_srtp2
{
	using InPlace = srtp_err_status_t(srtp_t, void*, int*);

	// Version 2 appends the tag (and for SRTCP a 4 byte index) where the packet
	// ends, without knowing how large the buffer is.
	inline constexpr size_t ProtectHeadroom{ SRTP_MAX_TRAILER_LEN + 4 };
	inline constexpr size_t UnprotectHeadroom{ 0 };

	inline srtp_err_status_t copyAndRun(
	  InPlace* run, size_t headroom, srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		if (inLen > INT_MAX - headroom || *outLen < inLen + headroom)
		{
			return srtp_err_status_buffer_small;
		}

		if (in != out)
		{
			std::memmove(out, in, inLen);
		}

		int len = static_cast<int>(inLen);

		const srtp_err_status_t err = run(session, out, &len);

		if (err == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return err;
	}
} // namespace srtp3_on_srtp2

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	using namespace srtp3_on_srtp2;

	return copyAndRun(srtp_protect, ProtectHeadroom, session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
{
	using namespace srtp3_on_srtp2;

	return copyAndRun(srtp_protect_rtcp, ProtectHeadroom, session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	using namespace srtp3_on_srtp2;

	return copyAndRun(srtp_unprotect, UnprotectHeadroom, session, in, inLen, out, outLen);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	using namespace srtp3_on_srtp2;

	return copyAndRun(srtp_unprotect_rtcp, UnprotectHeadroom, session, in, inLen, out, outLen);
}

#endif
