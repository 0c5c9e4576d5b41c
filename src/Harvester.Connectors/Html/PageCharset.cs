using System.Text;
namespace Harvester.Connectors.Html;
internal static class PageCharset
{
    public static (string Text, Encoding Encoding) Decode(byte[] bytes, string? header, Uri url)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var name in new[] { header, "utf-8", "shift_jis" })
        {
            if (name is null) continue;
            try
            {
                var encoding = Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
                return (encoding.GetString(bytes), encoding);
            }
            catch (ArgumentException) { }
        }
        return ("", Encoding.UTF8);
    }
}
