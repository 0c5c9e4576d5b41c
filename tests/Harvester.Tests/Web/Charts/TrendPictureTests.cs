using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Harvester.Core.Coverage;
using Harvester.Web.Charts;
using Harvester.Web.Pages;
using Xunit;

namespace Harvester.Tests.Web.Charts;

/// <summary>What a picture of the days looks like to a reader: nothing lies over anything else, nothing is cut off.</summary>
public sealed partial class TrendPictureTests
{
    private const double FontSize = 14;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string, string?> Pictures
    {
        get
        {
            var all = new TheoryData<string, string?>();
            foreach (var trend in Trend.All)
            {
                all.Add(trend.Id, null);
                all.Add(trend.Id, "en");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void NoText_LiesOverAnother_OrLeavesThePicture(string id, string? language)
    {
        var texts = Draw(id, language).Descendants(Svg + "text").Select(Box).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, box => Assert.True(box is { Left: >= 0, Right: <= 640, Top: >= 0, Bottom: <= 300 }, $"{box} is cut off"));
        Assert.All(
            texts.SelectMany((one, place) => texts.Skip(place + 1).Select(other => (one, other))),
            pair => Assert.False(pair.one.Left < pair.other.Right && pair.other.Left < pair.one.Right && pair.one.Top < pair.other.Bottom && pair.other.Top < pair.one.Bottom, $"{pair.one} and {pair.other}"));
    }

    [Fact]
    public void LineAlongTheTop_IsSeenWhole()
    {
        var highest = Draw("shares", null).Descendants(Svg + "polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' '))
            .Min(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture));
        var clip = Draw("shares", null).Descendants(Svg + "clipPath").Descendants(Svg + "rect").Min(rectangle => double.Parse(rectangle.Attribute("y")!.Value, CultureInfo.InvariantCulture));

        Assert.True(highest - clip >= 4, $"the line is at {highest}, and what is above {clip} is cut off");
    }

    [Fact]
    public void Score_IsShownOnTheScaleThatItHas()
    {
        Assert.Contains(Draw("quality", null).Descendants(Svg + "text"), text => text.Value == "400");
        Assert.Contains(Draw("shares", null).Descendants(Svg + "text"), text => text.Value == "100%");
    }

    private static XElement Draw(string id, string? language)
    {
        var total = new CoverageFigures { Datasets = 394, MachineReadable = 394, Csv = 351, OpenLicence = 394, StandardChecked = 20, StandardCandidates = 5, MeanQuality = 264 };
        var from = new DateOnly(2026, 11, 19);
        var svg = TrendPicture.Svg(Trend.Find(id)!, [.. Enumerable.Range(0, 9).Select(day => (from.AddDays(day), total))], Language.Of(language));
        return XElement.Parse(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]);
    }

    private static (string Text, double Left, double Right, double Top, double Bottom) Box(XElement text)
    {
        var at = At().Match(text.Attribute("transform")!.Value);
        Assert.True(at.Success, $"{text} is turned");
        var (x, y) = (double.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture));
        // Somewhat narrower than any font draws it.
        var width = text.Value.Sum(character => character > 0x2E80 ? 1 : 0.5) * FontSize;
        var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        var top = text.Attribute("dominant-baseline")?.Value switch { "hanging" => y, "middle" => y - (FontSize / 2), _ => y - FontSize };
        return (text.Value, left, left + width, top, top + FontSize);
    }

    [GeneratedRegex(@"^translate\(([-0-9.]+),([-0-9.]+)\)$")]
    private static partial Regex At();
}
