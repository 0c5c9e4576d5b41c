using System.Globalization;
using Harvester.Core.Coverage;
using Harvester.Web.Pages;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Harvester.Web.Charts;

/// <summary>Draws a <see cref="Trend"/> as SVG. The lines differ by colour, dash and mark, so that none of the three is needed.</summary>
internal static class TrendPicture
{
    private static readonly OxyColor Ink = OxyColor.Parse("#333333");
    private static readonly OxyColor Grid = OxyColor.Parse("#e6e6e6");

    // Blue 900, orange 800 and green 900 of the Digital Agency's design tokens: more than 4.5 to 1 on white.
    private static readonly (OxyColor Colour, LineStyle Dash, MarkerType Mark)[] Looks =
    [
        (OxyColor.Parse("#0017c1"), LineStyle.Solid, MarkerType.Circle),
        (OxyColor.Parse("#c74700"), LineStyle.Dash, MarkerType.Square),
        (OxyColor.Parse("#115a36"), LineStyle.DashDot, MarkerType.Triangle),
    ];

    public static string Svg(Trend trend, IReadOnlyList<(DateOnly Day, CoverageFigures Total)> days, Language language)
    {
        var model = new PlotModel
        {
            DefaultFont = "Noto Sans JP, Noto Sans CJK JP, Hiragino Sans, Yu Gothic UI, Meiryo, sans-serif",
            DefaultFontSize = 14,
            TextColor = Ink,
            Background = OxyColors.White,
            PlotAreaBorderThickness = new OxyThickness(0),
            Culture = CultureInfo.InvariantCulture,
        };
        var highest = Highest(trend, days);
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            // A line that runs along zero or along the top, and its marks, are seen whole.
            Minimum = -highest * 0.03,
            Maximum = highest * 1.04,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = Grid,
            TicklineColor = OxyColors.Transparent,
            MinorTickSize = 0,
            LabelFormatter = value => trend.IsShare ? $"{Math.Round(value * 100).ToString(CultureInfo.InvariantCulture)}%" : value.ToString("#,0.##", CultureInfo.InvariantCulture),
        });
        // After the other: else the grid's line at zero would lie over this axis.
        model.Axes.Add(new DateTimeAxis { Position = AxisPosition.Bottom, PositionAtZeroCrossing = true, StringFormat = "MM-dd", AxislineStyle = LineStyle.Solid, AxislineColor = Ink, TicklineColor = Ink, MinimumMajorStep = 1, MinorTickSize = 0 });
        if (trend.Lines.Count > 1)
            model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal });
        for (var place = 0; place < trend.Lines.Count; place++)
            model.Series.Add(Line(trend.Lines[place], Looks[place % Looks.Length], days, language));
        return new SvgExporter { Width = 640, Height = 300, TextMeasurer = new TextWidths() }.ExportToString(model);
    }

    private static double Highest(Trend trend, IReadOnlyList<(DateOnly Day, CoverageFigures Total)> days) =>
        trend.Most ?? days.SelectMany(day => trend.Lines.Select(line => line.Value(day.Total) ?? 0)).Append(1).Max();

    private static LineSeries Line(TrendLine line, (OxyColor Colour, LineStyle Dash, MarkerType Mark) look, IReadOnlyList<(DateOnly Day, CoverageFigures Total)> days, Language language)
    {
        var series = new LineSeries
        {
            Title = language.Text(line.Name),
            Color = look.Colour,
            LineStyle = look.Dash,
            StrokeThickness = 2.5,
            // Of a long row of days the marks would hide the line.
            MarkerType = days.Count <= 31 ? look.Mark : MarkerType.None,
            MarkerFill = look.Colour,
            MarkerSize = 4,
        };
        series.Points.AddRange(days.Select(day => new DataPoint(DateTimeAxis.ToDouble(day.Day.ToDateTime(TimeOnly.MinValue)), line.Value(day.Total) ?? double.NaN)));
        return series;
    }
}
