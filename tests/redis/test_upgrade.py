"""Two versions of the program on one Redis, as while hosts are upgraded one by one, or when the upgrade is taken back."""

import unittest

from harness import NOW, RedisTest, instant, iso, schedule

LATER = "word-of-a-later-version"


class Words(RedisTest):
    """What a later version has written into a cursor, an earlier one hands on."""

    def setUp(self):
        super().setUp()
        self.configure(schedule("a"), schedule("b"))
        self.run_at(NOW)
        for name in ("a", "b"):
            self.cursor_words(name, **{LATER: "1"})

    def at(self, seconds):
        return iso(instant(NOW) + seconds)

    def assert_kept(self, name="a"):
        self.assertIn(f" {LATER}=1", self.redis("HGET", "sidetick:cursors", name))

    def test_a_run_keeps_them_in_the_cursor_that_it_moves(self):
        before = self.cursor("a")
        self.run_at(self.at(60))
        self.assertGreater(self.cursor("a"), before)
        self.assert_kept()

    def test_they_outlast_an_edit(self):
        before = self.redis("HGET", "sidetick:cursors", "a")
        self.configure(schedule("a", cron="0 3 * * *"), schedule("b"))
        self.run_at(self.at(10))
        self.assertNotEqual(self.redis("HGET", "sidetick:cursors", "a"), before)
        self.assert_kept()

    def test_they_outlast_an_absence_from_the_file_and_the_return_as_new(self):
        self.configure(schedule("b"))
        self.run_at(self.at(60))
        self.assertIn(" gone=", self.redis("HGET", "sidetick:cursors", "a"))
        self.assert_kept()
        self.configure(schedule("a"), schedule("b"))
        self.run_at(self.at(3600))
        self.assertNotIn(" gone=", self.redis("HGET", "sidetick:cursors", "a"))
        self.assert_kept()

    def test_they_outlast_the_switch_and_being_forgotten(self):
        self.sidetick("disable", "a")
        self.run_at(self.at(60))
        self.assert_kept()
        self.sidetick("enable", "a")
        self.sidetick("forget", "a", "--yes")
        self.assertIn(" forgotten", self.redis("HGET", "sidetick:cursors", "a"))
        self.assert_kept()


if __name__ == "__main__":
    unittest.main()
