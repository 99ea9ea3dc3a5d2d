package io.github.gradlock.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

class PicturesTests {
    private static final MIMEType SVG = MIMEType.parse("image/svg+xml");
    private static final MIMEType TEXT = MIMEType.parse("text/plain");

    @Test
    void aChartIsABitmap() throws Exception {
        System.setProperty("java.awt.headless", "true");
        Renderer renderer = new Renderer();
        Pictures.register(renderer);
        XYChart chart = new XYChartBuilder().width(320).height(200).build();
        chart.addSeries("line", List.of(1, 2, 3), List.of(1, 4, 9));

        DisplayData shown = renderer.render(chart);

        byte[] png = Base64.getDecoder().decode(String.valueOf(shown.getData(MIMEType.parse("image/png"))));
        assertEquals(320, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    @Test
    void aGraphIsAPictureWhereGraphvizIsAndAHintWhereNot() throws Exception {
        DisplayData shown = Pictures.dot("digraph { a -> b }");
        String text = String.valueOf(shown.getData(TEXT));
        assertTrue(text.contains("digraph { a -> b }"), text);
        if (shown.hasDataForType(SVG)) {
            assertTrue(String.valueOf(shown.getData(SVG)).contains("<svg"));
            String words = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Pictures.dot("digraph {"))
                    .getMessage());
            assertTrue(words.startsWith("dot refuses the graph: "), words);
        } else {
            assertTrue(text.contains("apt-get install graphviz"), text);
        }
    }
}
