package io.wasmrunner.registry.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HtmlTest {
    @Test
    void text_is_escaped_and_markup_is_not() {
        assertEquals(
                "<b>&lt;i&gt; &amp; &quot;&#39;</b>",
                new Html().raw("<b>").text("<i> & \"'").raw("</b>").toString());
    }
}
