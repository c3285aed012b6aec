package dev.godwit.checker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFramesTest {
    @Test
    void everyFrameOfTheProtocolPageIsRead() throws Breach {
        assertThat(
                        parsed(
                                "{'type':'welcome','user':'alice','device':'phone','session':'s','log':'7f3a','expiresAt':1764003600000,'heartbeatMs':30000,'window':256,'maxFrameBytes':65536}"))
                .isEqualTo(
                        new ServerFrame.Welcome(
                                "alice", "phone", "s", "7f3a", 1764003600000L, 30000, 256, 65536));
        assertThat(parsed("{'type':'accepted','id':'m','peer':'bob','seq':7,'at':5}"))
                .isEqualTo(new ServerFrame.Accepted("m", "bob", 7, 5, false, 0));
        assertThat(
                        parsed(
                                "{'type':'accepted','id':'m','peer':'bob','seq':7,'at':5,'duplicate':true,'n':3}"))
                .isEqualTo(new ServerFrame.Accepted("m", "bob", 7, 5, true, 3));
        assertThat(
                        parsed(
                                "{'type':'message','n':121,'id':'m','from':'alice','to':'bob','seq':7,'at':5,'kind':'text','body':'hi','later':1}"))
                .isEqualTo(new ServerFrame.Message(121, "m", "alice", "bob", 7, 5, "text", "hi"));
        assertThat(parsed("{'type':'live','n':0}")).isEqualTo(new ServerFrame.Live(0));
        assertThat(parsed("{'type':'receipt','peer':'bob','user':'bob','delivered':7,'read':0}"))
                .isEqualTo(new ServerFrame.Receipt("bob", "bob", 7, 0));
        assertThat(parsed("{'type':'goaway','reconnectInMs':5321}"))
                .isEqualTo(new ServerFrame.GoAway(5321));
        assertThat(parsed("{'type':'error','code':'conflict','id':'m','message':'why'}"))
                .isEqualTo(new ServerFrame.Refused("m", "conflict"));
        assertThat(
                        parsed(
                                "{'type':'error','code':'unavailable','id':'m','retryInMs':500,'message':'why'}"))
                .isEqualTo(new ServerFrame.NotNow("m", "unavailable", 500));
        assertThat(parsed("{'type':'pong'}")).isEqualTo(new ServerFrame.Pong());
    }

    /// What servers of later versions may say besides.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {'type':'welcome','user':'a','device':'p','session':'s','expiresAt':1,'heartbeatMs':1,'window':1,'maxFrameBytes':1}|'maxBodyBytes':9,'url':null
                    {'type':'accepted','id':'m','peer':'bob','seq':7,'at':5}|'log':'7f3a','replyTo':3
                    {'type':'accepted','id':'m','peer':'bob','seq':7,'at':5,'n':3}|'x':{'n':4,'seq':[1]}
                    {'type':'message','n':1,'id':'m','from':'a','to':'b','seq':7,'at':5,'kind':'text','body':'hi'}|'replyTo':3,'end':'interrupted'
                    {'type':'live','n':4}|'head':9,'log':null
                    {'type':'receipt','peer':'b','user':'b','delivered':7,'read':0}|'at':5
                    {'type':'goaway','reconnectInMs':5321}|'url':'wss://elsewhere.example/v1/ws'
                    {'type':'error','code':'conflict','id':'m','message':'why'}|'ref':'r','expected':42
                    {'type':'error','code':'unavailable','id':'m','retryInMs':5,'message':'why'}|'url':null
                    {'type':'pong'}|'at':5
                    """)
    void whatALaterServerAddsIsPassedOver(String frame, String added) throws Breach {
        assertThat(parsed(frame.replaceFirst("}$", "," + added + "}"))).isEqualTo(parsed(frame));
        assertThat(parsed(frame.replaceFirst("\\{", "{" + added + ","))).isEqualTo(parsed(frame));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'type':'pong'} {}",
                "{'type':'pong','type':'live'}",
                "{'type':'gossip'}",
                "{'n':1}",
                "{'type':'live'}",
                "{'type':'live','n':'1'}",
                "{'type':'live','n':1.0}",
                "{'type':'live','n':-1}",
                "{'type':'accepted','id':'m','peer':'bob','seq':0,'at':5}",
                "{'type':'accepted','id':'m','peer':'bob','seq':1,'at':5,'n':0}",
                "{'type':'accepted','id':'m','peer':'bob','seq':1,'at':5,'duplicate':1}",
                "{'type':'message','id':'m','from':'a','to':'b','seq':7,'at':5,'kind':'text','body':'hi'}",
                "{'type':'message','n':1,'id':'m','from':'a','to':'b','seq':7,'at':5,'kind':'text'}",
                "{'type':'error','code':'unavailable','id':'m','message':'no time to come back'}",
                "{'type':'error','code':'malformed','message':'a judged client is not'}",
                "{'type':'error','code':'invalid','message':'an ack that was too far'}",
                "{'type':'error','code':'busy','id':'m','message':'no such code'}"
            })
    void whatThePageDoesNotAllowIsABreach(String frame) {
        assertThatThrownBy(() -> parsed(frame)).isInstanceOf(Breach.class);
    }

    private static ServerFrame parsed(String frame) throws Breach {
        return ServerFrames.parse(frame.replace('\'', '"').getBytes(UTF_8));
    }
}
