using OxyPlot;

namespace Harvester.Web.Charts;

/// <summary>
/// How wide a text will be, as far as can be told without its font: a Japanese character is as wide as it is high, any other somewhat more than half of that. OxyPlot's own measurer knows
/// Helvetica only, takes Japanese for nothing, and lays the names of the lines over one another.
/// </summary>
internal sealed class TextWidths() : PdfRenderContext(1, 1, OxyColors.White)
{
    private const double Latin = 0.6;
    private const double LineHeight = 1.3;

    /// <summary>The first block from which on characters are wide: Hangul Jamo (Unicode Standard Annex 11).</summary>
    private const char FirstWide = '\u1100';

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
        new(string.IsNullOrEmpty(text) ? 0 : text.Sum(character => character >= FirstWide ? 1 : Latin) * fontSize, fontSize * LineHeight);
}
