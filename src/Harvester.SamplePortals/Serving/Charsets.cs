using System.Text;

namespace Harvester.SamplePortals.Serving;

/// <summary>The legacy charset of the samples. Strict: a character that it lacks is a mistake in the content.</summary>
internal static class Charsets
{
    /// <summary>Windows-31J, which Japanese sites call Shift_JIS.</summary>
    public static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(
        932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
