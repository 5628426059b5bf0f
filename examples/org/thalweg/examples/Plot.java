package org.thalweg.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.batik.transcoder.TranscoderException;
import org.apache.batik.transcoder.TranscoderInput;
import org.apache.batik.transcoder.TranscoderOutput;
import org.apache.batik.transcoder.image.ImageTranscoder;
import org.apache.batik.transcoder.image.PNGTranscoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/// A figure in the grammar of lets-plot: layers over one pair of axes, written as SVG and as PNG of twice the size.
public final class Plot {
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(?![\\d%])");

    private static final Pattern IDENTIFIER = Pattern.compile("\\bid=\"([^\"]{4,})\"");

    private final Map<String, Object> spec = new HashMap<>();
    private final List<Object> layers = new ArrayList<>();
    private final List<Object> scales = new ArrayList<>();

    public Plot(String title, String subtitle, int width, int height) {
        spec.put("kind", "plot");
        spec.put("ggtitle", options("text", title, "subtitle", subtitle));
        spec.put("ggsize", options("width", width, "height", height));
        spec.put("layers", layers);
        spec.put("scales", scales);
        spec.put("theme", options(
                "name", "minimal",
                "text", options("family", "sans-serif", "blank", false),
                "plot_background", options("fill", "white", "color", "white", "size", 0, "blank", false),
                "axis_ticks", options("color", "#888888", "size", 1, "blank", false),
                "axis_ticks_length", 5,
                "plot_margin", options("t", 8, "r", 10, "b", 4, "l", 4),
                "panel_grid_minor", "blank"));
    }

    /// Filled contours between levels of z with equal spacing, pale where z is small.
    Plot filledContours(Grid grid, double spacing, String legend, boolean bar) {
        layer("contourf", Map.of("x", grid.x(), "y", grid.y(), "z", grid.z()),
                Map.of("x", "x", "y", "y", "fill", "..level.."),
                options("binwidth", spacing, "sampling", "none", "size", 0, "tooltips", "none", "z", "z"));
        scales.add(options("aesthetic", "fill", "scale_mapper_kind", "color_cmap", "option", "viridis",
                "direction", -1, "name", legend,
                "guide", bar ? options("name", "colorbar", "barheight", 360, "nbin", 256) : "none"));
        return this;
    }

    /// Points joined in order, one line per value of `run`, coloured and named in the legend by it.
    public Plot paths(String geom, List<Series> runs, Map<String, ?> options) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<String> run = new ArrayList<>();
        for (Series s : runs) {
            for (int i = 0; i < s.x().size(); i++) {
                x.add(s.x().get(i));
                y.add(s.y().get(i));
                run.add(s.name());
            }
        }
        layer(geom, Map.of("x", x, "y", y, "run", run), Map.of("x", "x", "y", "y", "color", "run"), options);
        return this;
    }

    /// Names and colours of the runs, in this order.
    public Plot colours(List<Series> runs, String... colours) {
        scales.add(options("aesthetic", "color", "discrete", true, "name", "",
                "breaks", new ArrayList<>(runs.stream().map(Series::name).toList()),
                "limits", new ArrayList<>(runs.stream().map(Series::name).toList()),
                "values", new ArrayList<>(List.of(colours))));
        return this;
    }

    /// Points or a line in one look, without a legend.
    public Plot mark(String geom, List<Double> x, List<Double> y, Map<String, ?> options) {
        layer(geom, Map.of("x", x, "y", y), Map.of("x", "x", "y", "y"), options);
        return this;
    }

    /// A word beside a point.
    Plot label(double x, double y, String text, Map<String, ?> options) {
        layer("text", Map.of("x", List.of(x), "y", List.of(y), "text", List.of(text)),
                Map.of("x", "x", "y", "y", "label", "text"), options);
        return this;
    }

    public Plot axes(String x, String y) {
        scales.add(options("aesthetic", "x", "name", x, "expand", new ArrayList<>(List.of(0, 0))));
        scales.add(options("aesthetic", "y", "name", y, "expand", new ArrayList<>(List.of(0, 0))));
        return this;
    }

    /// A window with the same unit on both axes; nothing outside is drawn.
    Plot square(Window w) {
        return window("fixed", w);
    }

    public Plot window(String coordinates, Window w) {
        spec.put("coord", options("name", coordinates, "ratio", 1.0,
                "xlim", new ArrayList<>(List.of(w.x0, w.x1)), "ylim", new ArrayList<>(List.of(w.y0, w.y1))));
        return this;
    }

    /// Evaluations on a logarithmic axis.
    Plot logarithmic(String x, String y) {
        scales.add(options("aesthetic", "x", "name", x, "trans", "log10"));
        scales.add(options("aesthetic", "y", "name", y));
        return this;
    }

    /// Puts the legend on the picture, at a corner given in parts of its size.
    public Plot legendInside(double x, double y, String ink, String paper) {
        theme().put("legend_position", new ArrayList<>(List.of(x, y)));
        theme().put("legend_justification", new ArrayList<>(List.of(Math.round(x) * 1.0, Math.round(y) * 1.0)));
        theme().put("legend_background", options("fill", paper, "color", paper, "size", 0, "blank", false));
        theme().put("legend_text", options("color", ink, "blank", false));
        return this;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> theme() {
        return (Map<String, Object>) spec.get("theme");
    }

    private void layer(String geom, Map<String, ?> data, Map<String, String> mapping, Map<String, ?> options) {
        Map<String, Object> layer = new HashMap<>(options);
        Map<String, Object> aesthetics = new HashMap<>(mapping);
        if (layer.remove("z") != null) {
            aesthetics.put("z", "z");
        }
        layer.put("geom", geom);
        layer.put("data", new HashMap<>(data));
        layer.put("mapping", aesthetics);
        layers.add(layer);
    }

    /// Writes `name.svg` and `name.png` and returns the paths.
    public List<Path> write(Path directory, String name) throws IOException {
        String svg = renamed(shorten(PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(spec, null, (w, h, argb) -> {
            throw new UnsupportedOperationException("these figures have no raster layers");
        }, false)));
        Path vector = Files.writeString(directory.resolve(name + ".svg"), svg);
        Path raster = directory.resolve(name + ".png");
        var transcoder = new PNGTranscoder();
        @SuppressWarnings("unchecked")
        Map<String, Object> size = (Map<String, Object>) spec.get("ggsize");
        transcoder.addTranscodingHint(ImageTranscoder.KEY_WIDTH, 2f * (Integer) size.get("width"));
        try (OutputStream out = Files.newOutputStream(raster)) {
            transcoder.transcode(new TranscoderInput(new StringReader(svg)), new TranscoderOutput(out));
        } catch (TranscoderException e) {
            throw new IOException("no PNG of " + name, e);
        }
        return List.of(vector, raster);
    }

    /// A hundredth of a pixel is enough, and a quarter of the bytes.
    private static String shorten(String svg) {
        return LONG_NUMBER.matcher(svg).replaceAll(m -> String.format(Locale.ROOT, "%.2f", Double.valueOf(m.group())));
    }

    /// The identifiers of lets-plot are random; numbered ones make equal figures equal files.
    private static String renamed(String svg) {
        Map<String, String> names = new HashMap<>();
        IDENTIFIER.matcher(svg).results().forEach(m -> names.putIfAbsent(m.group(1), "id" + names.size()));
        for (var name : names.entrySet()) {
            svg = svg.replace(name.getKey(), name.getValue());
        }
        return svg;
    }

    /// A mutable map, since lets-plot completes the maps that it is given.
    public static Map<String, Object> options(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /// The part of the plane that is shown.
    public record Window(double x0, double x1, double y0, double y1) {
        static Window around(double radius) {
            return new Window(-radius, radius, -radius, radius);
        }
    }

    /// A named sequence of points.
    public record Series(String name, List<Double> x, List<Double> y) {}

    /// Values on a square grid, row by row.
    record Grid(List<Double> x, List<Double> y, List<Double> z) {
        /// A function of two variables.
        interface Surface {
            double at(double x, double y);
        }

        /// A grid a little larger than a window, so that contours are cut by the frame and not by the grid.
        static Grid over(Surface f, Window w, int points) {
            var grid = new Grid(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int j = 0; j < points; j++) {
                for (int i = 0; i < points; i++) {
                    double x = w.x0 + (w.x1 - w.x0) * (1.02 * i / (points - 1) - 0.01);
                    double y = w.y0 + (w.y1 - w.y0) * (1.02 * j / (points - 1) - 0.01);
                    grid.x.add(x);
                    grid.y.add(y);
                    grid.z.add(f.at(x, y));
                }
            }
            return grid;
        }
    }
}
