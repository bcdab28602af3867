#include "mechanism.h"

#include "test.h"

TEST(a_list_of_names_becomes_bits) {
    uint32_t bits = 99;
    CHECK(mechanism_list("landlock,user-namespace", &bits));
    CHECK(bits == (MECHANISM_BIT(LANDLOCK) | MECHANISM_BIT(USER_NAMESPACE)));
    CHECK(mechanism_list("", &bits) && bits == 0);
}

TEST(every_mechanism_is_found_by_its_name) {
    for (int i = 0; i < MECHANISMS; i++) {
        uint32_t bits = 0;
        CHECK(mechanism_list(mechanism_name((enum mechanism) i), &bits));
        CHECK(bits == MECHANISM_BIT(i));
    }
}

TEST(a_name_that_is_none_is_refused) {
    uint32_t bits;
    CHECK(!mechanism_list("landlocks", &bits));
    CHECK(!mechanism_list("land", &bits));
    CHECK(!mechanism_list("landlock,,seccomp", &bits));
    CHECK(!mechanism_list(" landlock", &bits));
}

void mechanism_tests(void) {
    RUN(a_list_of_names_becomes_bits);
    RUN(every_mechanism_is_found_by_its_name);
    RUN(a_name_that_is_none_is_refused);
}
